"""The content service: posts, comments, and the names beside them."""

from uuid import uuid4

import pytest


def page(blog, query=""):
    status, found = blog.send("content", "GET", f"/v1/posts{query}")
    assert status == 200
    return found


def test_a_post_shows_its_author_before_any_event_has_come(blog):
    ama = blog.join("Ama")
    post = blog.publish(ama)
    assert [(row["title"], row["author_name"]) for row in page(blog, f"?id={post}")] == [("Boundaries", "Ama")]


def test_a_post_sent_twice_is_one_post_and_one_event(blog):
    ama, post = blog.join(), uuid4()
    body = {"title": "Once", "body": "Only once."}
    answers = [blog.send("content", "PUT", f"/v1/posts/{post}", body, ama) for _ in range(2)]
    assert [status for status, _ in answers] == [201, 200]
    assert answers[0][1] == answers[1][1]
    assert blog.query("content", "SELECT count(*) FROM outbox WHERE event ->> 'type' = 'post.published'") == [(1,)]


@pytest.mark.parametrize("change", [{"title": "Another"}, {"body": "Another"}])
def test_an_id_stands_for_one_post(blog, change):
    ama = blog.join()
    post = blog.publish(ama, "Once", "Only once.")
    body = {"title": "Once", "body": "Only once."}
    assert blog.send("content", "PUT", f"/v1/posts/{post}", body | change, ama)[0] == 409
    assert blog.send("content", "PUT", f"/v1/posts/{post}", body, blog.join())[0] == 409
    assert [row["title"] for row in page(blog, f"?id={post}")] == ["Once"]


def test_a_comment_sent_twice_is_one_comment_and_one_event(blog):
    ama, comment = blog.join(), uuid4()
    path = f"/v1/posts/{blog.publish(ama)}/comments/{comment}"
    assert [blog.send("content", "PUT", path, {"body": "Yes."}, ama)[0] for _ in range(2)] == [201, 200]
    assert blog.send("content", "PUT", path, {"body": "No."}, ama)[0] == 409
    other = f"/v1/posts/{blog.publish(ama)}/comments/{comment}"
    assert blog.send("content", "PUT", other, {"body": "Yes."}, ama)[0] == 409
    assert blog.query("content", "SELECT count(*) FROM outbox WHERE event ->> 'type' = 'comment.written'") == [(1,)]


def test_a_comment_on_no_post_is_not_found(blog):
    ama = blog.join()
    assert blog.send("content", "PUT", f"/v1/posts/{uuid4()}/comments/{uuid4()}", {"body": "?"}, ama)[0] == 404


def test_pages_meet_without_a_gap_or_a_repeat(blog):
    ama = blog.join()
    made = [blog.publish(ama, f"Post {number}") for number in range(5)]
    seen, after = [], ""
    while len(seen) < 5:
        found = page(blog, f"?first=2{after}")
        seen += [row["id"] for row in found]
        after = f"&after={found[-1]['id']}"
    assert seen[:5] == made[::-1]


@pytest.mark.parametrize("first", ["0", "-1", "51", "ten", "1.5", ""])
def test_a_page_has_1_to_50_posts(blog, first):
    assert blog.send("content", "GET", f"/v1/posts?first={first}")[0] == 422


def test_each_post_gets_its_newest_comments_oldest_first(blog):
    ama = blog.join()
    one, two = blog.publish(ama), blog.publish(ama)
    made = [blog.comment(ama, one) for _ in range(3)]
    other = blog.comment(ama, two)
    status, found = blog.send("content", "GET", f"/v1/comments?post={one}&post={two}&first=2")
    assert status == 200
    assert [(row["post"], row["id"]) for row in found] == [(one, made[1]), (one, made[2]), (two, other)]


def test_a_new_name_reaches_old_posts(blog):
    ama = blog.join("Ama")
    post = blog.publish(ama)
    blog.send("users", "PUT", "/v1/me/name", {"name": "Ama B."}, ama)
    blog.deliver()
    assert page(blog, f"?id={post}")[0]["author_name"] == "Ama B."


def test_an_old_token_does_not_bring_the_old_name_back(blog):
    ama = blog.join("Ama")
    blog.send("users", "PUT", "/v1/me/name", {"name": "Ama B."}, ama)
    blog.deliver()
    assert page(blog, f"?id={blog.publish(ama)}")[0]["author_name"] == "Ama B."
