"""What is wrong with an address by itself, and which odd ones are right."""

import pytest

from nexus_links.addresses import fault_of

TEXT = "the text"


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/<your-name>/x",
        "https://github.com/{{ username }}/x",
        "https://github.com/{user}/x",
        "https://github.com/$USERNAME/x",
        "https://github.com/${user}/x",
        "https://github.com/[username]/x",
        "https://github.com/YOUR-USERNAME/x",
        "https://github.com/your_username",
        "https://github.com/yourusername/your-repo-name",
        "https://github.com/your-github-username",
        "https://github.com/your-name-here",
        "https://github.com/your-account/x",
        "https://github.com/username/x",
        "https://github.com/username",
        "https://github.com/USER/REPO",
        "https://github.com/OWNER/REPO/issues",
        "https://forge.test-site.dev/user/project",
        "https://www.linkedin.com/in/username/",
        "https://www.linkedin.com/in/firstname-lastname/",
        "https://mastodon.social/@username",
        "https://username.github.io/portfolio/",
        "https://your-name.github.io/",
        "https://your.domain.com/",
        "https://yourwebsite.com",
        "https://your-company.com/jobs",
        "https://myusername.dev/",
        "https://youtu.be/VIDEO_ID",
        "https://www.youtube.com/watch?v=VIDEO-ID",
        "https://x.dev/CHANGEME",
        "https://x.dev/change-me",
        "https://x.dev/INSERT-LINK-HERE",
        "https://x.dev/TODO",
        "https://x.dev/?id=XXXX",
        "https://x.dev/?key=YOUR_API_KEY",
        "mailto:your-name@x.dev",
        "mailto:name@company.com",
        "mailto:you@example.com",
        "tel:+1234567890",
        "tel:0123456789",
        "tel:+10000000000",
        "https://x.dev/{{ page.meta.id }}/",
        "https://github.com/{{ config.repo_name }}/issues",
        "https://x.dev/{{ version | default }}",
        "https://x.dev/%VERSION%",
        "https://x.dev/?q=%s",
        "https://link-to-demo",
        "https://demo-url-here/",
        "https://example.com",
        "https://www.example.org/",
        "https://example.com/my-project",
        "//example.com",
    ],
)
def test_a_part_to_fill_in_is_a_placeholder(address: str) -> None:
    fault = fault_of(address, TEXT)
    assert fault
    assert fault.code == "placeholder"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://example.com/shop", "My demo"),
        ("https://api.example.com/v1", "API"),
        ("https://shop.test/cart", "live site"),
        ("https://example.com/shot.png", None),
    ],
)
def test_what_is_offered_at_an_example_host_is_a_placeholder(address: str, text: str | None) -> None:
    fault = fault_of(address, text)
    assert fault
    assert fault.code == "placeholder"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://example.com/shop", "https://example.com/shop"),
        ("https://example.com/shop", "example.com/shop"),
        ("https://example.com", "an example"),
        ("https://example.com/a/b?c=d", "an address with a path"),
        ("mailto:you@example.com", "you@example.com"),
    ],
)
def test_an_example_that_is_shown_as_one_is_right(address: str, text: str) -> None:
    assert fault_of(address, text) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://en.wikipedia.org/wiki/Username",
        "https://en.wikipedia.org/wiki/Your_Name",
        "https://en.wikipedia.org/wiki/TODO",
        "https://github.com/your-tools/tbump",
        "https://your-friends.org/",
        "https://github.com/a/b/blob/main/TODO",
        "https://github.com/a/b/tree/main/app/[slug]",
        "https://x.dev/username/",
        "https://x.dev/blog/your-site-is-slow/",
        "https://x.dev/?sort=username",
        "https://x.dev/todo-list",
        "https://x.dev/users/repository/",
        "https://x.dev/your-account/",
        "https://www.notexample.com/",
        "https://www.domain-names.com/",
        "https://x.dev/?filter[name]=a",
        "https://x.dev/$metadata",
        "mailto:company@x.dev",
        "tel:+1-202-555-0123",
        "tel:112",
    ],
)
def test_what_only_looks_like_a_placeholder_is_right(address: str) -> None:
    assert fault_of(address, TEXT) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://app.localhost/",
        "http://127.0.0.1:8000/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://0/",
        "//localhost",
        "ws://localhost:8000/",
        "ftp://user:word@127.0.0.1/x",
        "localhost:8000",
    ],
)
def test_the_readers_own_machine_is_told_in_any_spelling(address: str) -> None:
    fault = fault_of(address, TEXT)
    assert fault
    assert fault.code == "localhost"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://256.256.1.1/", "invalid-url"),
        ("http://1.2.3.4.5/", "invalid-url"),
        ("http://a..b/", "invalid-url"),
        ("https://foo,org", "invalid-url"),
        ("https://x.dev:99999/", "invalid-url"),
        ("https:/x.dev", "misspelt-scheme"),
        ("htps://x.dev", "misspelt-scheme"),
        ("mailto:a@@x.dev", "invalid-mailto"),
        ('mailto:"a@x.dev', "invalid-mailto"),
        ("tel:call-me", "invalid-tel"),
        ("www.x.dev", "missing-scheme"),
        ("x.dev:8000", "missing-scheme"),
        ("C:\\notes", "drive-path"),
        ("..\\notes", "backslash-path"),
        ("", "empty-link"),
    ],
)
def test_a_fault_of_spelling_is_told(address: str, code: str) -> None:
    fault = fault_of(address, TEXT)
    assert fault
    assert fault.code == code


@pytest.mark.parametrize(
    "address",
    [
        "http://93.184.216.34/",
        "http://[2606:2800:220:1::1]/",
        "https://localhost.run/",
        "https://x.dev/?next=http://localhost/",
        "https://münchen.de/straße",
        "https://3com.com/",
        'mailto:"john doe"@x.org',
        'mailto:"Doe, John"@x.org,b@x.org',
        "mailto:?subject=Hi",
        "mailto:Bob%20B%20%3Cbob@x.org%3E",
        "https://intranet/",
        "https://x.dev/100%25",
        "https://x.dev/%C3%A4%20b",
        "jetbrains://idea/open",
        "ms-settings:display",
        "ws://x.dev/",
        "guide/page.html",
        "#part",
    ],
)
def test_odd_addresses_that_browsers_read_are_right(address: str) -> None:
    assert fault_of(address, TEXT) is None


def test_what_a_program_fills_in_is_no_placeholder() -> None:
    assert fault_of("https://x.dev/?q={query}", is_template=True) is None
    assert fault_of("https://x.dev/?q={query}") is not None
