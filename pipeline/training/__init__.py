"""Makes the named-entity model: own sentences with names masked and replaced, labels from the rules, one command."""
