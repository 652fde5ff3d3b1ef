"""An endpoint made without the CDK: what is wanted, what exists, and how it is made."""
