"""The stand-in for Amazon SageMaker: one endpoint with one instance."""
