"""A diffusers folder goes to S3 as it is, file by file, where an endpoint reads it."""
