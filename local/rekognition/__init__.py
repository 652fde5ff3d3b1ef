"""The stand-in for Amazon Rekognition: DetectModerationLabels, by the colour of a picture alone."""
