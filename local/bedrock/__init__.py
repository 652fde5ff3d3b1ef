"""The stand-in for Amazon Bedrock: one of Stability's text-to-image models, drawn by the local
model."""
