"""Builds only the pages that a change can have changed, into the same bytes as a build of all.

A build notes what each of its pages was made of (`record`). The next one with the same settings, code and programs
(`fingerprint`) works out which pages would come out as they are (`keys`, `session`) and leaves those in place.
Nothing is guessed from times: texts are compared by their digests, and a site that somebody else has written to is
built anew. NEXUS_WITHOUT=incremental builds everything.
"""
