"""From a `Reading` and the resolved things to `Claim`s: assembling, say-so chains, stance, merging."""
