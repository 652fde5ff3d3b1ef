"""An endpoint outside of the CDK: what is wanted, what is there, and what it takes to make one."""
