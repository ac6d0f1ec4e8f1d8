"""Builds only the pages that a change can have changed, into the same bytes as a build of all.

A build notes what each of its pages was made of (`record`). The next one with the same settings, code and programs
(`fingerprint`) works out which pages would come out as they are (`keys`, `session`) and leaves those in place.
Texts are compared by their digests. What is only copied, and the site itself, is known by the sizes and times of
its files; a site that somebody else has written to is built anew. Settings with which a page may show what nobody
knows of (`reasons`) have all of it built, as NEXUS_WITHOUT=incremental has.
"""
