"""A blog in three services behind a GraphQL gateway: the processes, and what they share."""
