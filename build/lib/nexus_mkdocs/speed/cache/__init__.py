"""Builds only the pages that a change can have changed, into the same bytes as a build of all of them.

A build records what each of its pages was made of (`file`, `keys`). The next one with the same settings, code and
programs (`fingerprint`) works out which pages would come out as they are (`build_cache`) and leaves those in place.
Texts are compared by their digests; what is only copied, and the site itself, by the stat of its files. A site that
something else has written to is built anew. With settings that may show what isn't known here (`eligibility`),
everything is built each time.
"""
