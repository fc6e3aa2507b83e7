"""From a `Report` to a `Reading`: what stands in the text, as spans and links with scores."""
