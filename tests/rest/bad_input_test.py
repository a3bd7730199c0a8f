"""What clients get wrong: the contract's codes, a sentence with what to do, and nothing changed.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import threading

from service import run_all


def refused(answer, status, code):
    assert answer.status == status and answer.code == code, answer
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.json["detail"]) > 10, answer
    return answer


def sessions(service):
    return service.get("/sessions").json["sessions"]


def bodies_that_are_wrong_start_nothing(service):
    service.photo("1.jpg", 1)
    service.serve()
    folder = str(service.inputs)
    for body, status, code in [
            ("{", 400, "invalid_payload"),
            ("", 400, "invalid_payload"),
            ("[]", 400, "invalid_payload"),
            ("null", 400, "invalid_payload"),
            ('{"input_folder": "x"} {}', 400, "invalid_payload"),
            (b'{"input_folder": "\xff"}', 400, "invalid_payload"),
            ("[" * 10_000, 400, "invalid_payload"),
            ('{"a":' * 200 + "1" + "}" * 200, 400, "invalid_payload"),
            (json.dumps({f"k{i}": 1 for i in range(5000)}), 400, "invalid_payload"),
            (" " * 1_200_000, 413, "too_large"),
            ({}, 400, "invalid_payload"),
            ({"input_folder": None}, 400, "invalid_payload"),
            ({"input_folder": 7}, 400, "invalid_payload"),
            ({"input_folder": [folder]}, 400, "invalid_payload"),
            ({"input_folder": folder, "mode": "fast"}, 400, "invalid_payload"),
            ({"input_folder": folder, "profile": "adobe"}, 400, "invalid_payload"),
            ({"input_folder": folder, "settings": {"workers": -1}}, 400, "invalid_payload"),
            ({"input_folder": folder, "settings": {"workers": 1e9}}, 400, "invalid_payload"),
            ({"input_folder": folder, "settings": {"copy": "no"}}, 400, "invalid_payload"),
            ({"input_folder": folder, "name": "x" * 300}, 400, "invalid_payload"),
            ({"input_folder": folder + "/nope"}, 404, "not_found")]:
        refused(service.ask("POST", "/sessions", body), status, code)
    near = refused(service.ask("POST", "/sessions", {"input_foldr": folder}), 400, "invalid_payload")
    assert '"input_folder"' in near.json["detail"], near
    refused(service.ask("POST", "/sessions", "input_folder=x",
                        {"Content-Type": "application/x-www-form-urlencoded"}),
            415, "unsupported_media_type")
    refused(service.ask("POST", "/sessions", "{}", {"Content-Type": "text/plain"}),
            415, "unsupported_media_type")
    assert sessions(service) == []
    assert not (service.work / "photos_processed").exists()


def what_is_unknown_or_in_the_wrong_state_says_so(service):
    service.photo("1.jpg", 1)
    service.serve()
    for method, path in [("GET", ""), ("POST", "/pause"), ("POST", "/resume"), ("POST", "/cancel"),
                         ("GET", "/images"), ("GET", "/images/1"), ("GET", "/images/1/thumbnail"),
                         ("POST", "/images/1/retry"), ("GET", "/statistics"), ("GET", "/report")]:
        for session in ("nope", "0190c8b2-0000-7000-8000-000000000000", "%2e%2e", "..%2f..%2fetc"):
            refused(service.ask(method, f"/sessions/{session}{path}"), 404, "unknown_session")
    refused(service.ask("PATCH", "/sessions/nope/settings", {"workers": 1}), 404, "unknown_session")
    session = service.start_session()
    service.wait_for(session, "complete")
    before = service.get(f"/sessions/{session}").json
    for path in ("pause", "resume", "cancel"):
        refused(service.ask("POST", f"/sessions/{session}/{path}"), 409, "wrong_state")
    refused(service.ask("PATCH", f"/sessions/{session}/settings", {"workers": 1}), 409, "wrong_state")
    for n in ("0", "2", "-1", "1.5", "x", "4294967296", "%31x"):
        refused(service.get(f"/sessions/{session}/images/{n}"), 404, "unknown_photo")
        refused(service.get(f"/sessions/{session}/images/{n}/thumbnail"), 404, "unknown_photo")
        refused(service.ask("POST", f"/sessions/{session}/images/{n}/retry"), 404, "unknown_photo")
    assert service.get(f"/sessions/{session}").json == before


def ranges_and_cursors_that_lie_are_refused(service):
    for seed in range(4):
        service.photo(f"{seed}.jpg", seed, width=500, height=400)
    service.serve()
    session = service.start_session(settings={"copy": False})
    service.wait_for(session, "complete")
    at = f"/sessions/{session}/images"
    cursor = service.get(f"{at}?limit=2&sort=sharpness").json["next_cursor"]
    assert cursor
    rest = service.get(f"{at}?limit=2&sort=sharpness&cursor={cursor}").json
    assert len(rest["images"]) == 2 and rest["next_cursor"] is None
    for query in ("limit=0", "limit=-5", "limit=9999999999999", "limit=abc", "limit=1e2", "limit=",
                  "cursor=", "cursor=abc", f"cursor={cursor}", f"sort=bytes&cursor={cursor}",
                  f"sort=sharpness&cursor={cursor[:-4]}", f"sort=sharpness&cursor={cursor}AAAA",
                  "sort=nope", "order=sideways", "decision=perhaps", "category=x", "code=x",
                  "reviewed=maybe", "group=-1", "folder=/etc", "unknown=1", "limit=1&limit=2",
                  "q=%zz", "q=%00", "sort=n;DROP%20TABLE%20photos"):
        refused(service.get(f"{at}?{query}"), 400, "invalid_payload")
    for query in ("w=0", "w=99999", "w=-1", "w=x"):
        refused(service.get(f"{at}/1/thumbnail?{query}"), 400, "invalid_payload")
    for path in ("/groups", "/errors"):
        refused(service.get(f"/sessions/{session}{path}?limit=0"), 400, "invalid_payload")
        refused(service.get(f"/sessions/{session}{path}?cursor={cursor}"), 400, "invalid_payload")
    refused(service.get(f"/sessions?cursor={cursor}"), 400, "invalid_payload")


def an_idempotency_key_is_one_request(service):
    for seed in range(3):
        service.photo(f"{seed}.jpg", seed)
    service.serve()
    body = {"input_folder": str(service.inputs)}
    key = {"Idempotency-Key": "6f1c9f3e-one"}
    answers = []

    def post():
        answers.append(service.ask("POST", "/sessions", body, key))
    threads = [threading.Thread(target=post) for _ in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.status for one in answers] == [201] * 5, answers
    assert len({one.json["session_id"] for one in answers}) == 1
    assert len({one.headers["Location"] for one in answers}) == 1
    assert len(sessions(service)) == 1
    other = dict(body, output_folder=str(service.work / "other"))
    refused(service.ask("POST", "/sessions", other, key), 422, "invalid_payload")
    refused(service.ask("POST", "/sessions", other, {"Idempotency-Key": "k" * 300}),
            400, "invalid_payload")
    assert len(sessions(service)) == 1
    service.wait_for(answers[0].json["session_id"], "complete")
    service.inputs.rename(service.work / "moved away")
    assert service.ask("POST", "/sessions", body, key).json["session_id"] == \
        answers[0].json["session_id"], "also when it is over"


def the_same_folder_is_not_run_twice_at_once(service):
    for seed in range(30):
        service.photo(f"{seed}.jpg", seed, width=3000, height=2000)
    service.serve()
    first = service.start_session(settings={"workers": 1})
    body = {"input_folder": str(service.inputs)}
    refused(service.ask("POST", "/sessions", body), 409, "wrong_state")
    dry = service.ask("POST", "/sessions?dry_run=true", body)
    assert dry.status == 200 and not dry.json["could_start"] and dry.json["conflicts"], dry
    assert len(sessions(service)) == 1
    service.ask("POST", f"/sessions/{first}/cancel")


def two_clients_that_pause_and_resume_at_once_leave_a_session_whole(service):
    for seed in range(40):
        service.photo(f"{seed}.jpg", seed, width=2500, height=1700)
    service.serve()
    session = service.start_session(settings={"workers": 1})
    codes = set()

    def press(what):
        for _ in range(10):
            answer = service.ask("POST", f"/sessions/{session}/{what}")
            assert answer.status in (200, 409), answer
            codes.add(answer.status)
    threads = [threading.Thread(target=press, args=(what,))
               for what in ("pause", "resume", "pause", "resume")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    service.ask("POST", f"/sessions/{session}/resume")
    ended = service.wait_for(session, "complete")
    assert ended["processed"] == 40, ended


def folders_outside_the_roots_are_out_of_reach(service):
    service.photo("1.jpg", 1)
    service.serve()
    work = str(service.work)
    os.symlink("/etc", service.inputs / "link")
    os.symlink("/", service.work / "all")
    outside = [("/etc", 403), ("/", 403), (work + "/../..", 400), (work + "/photos/../../..", 400),
               (work + "/photos/link", 403), (work + "/all/etc", 403), (work + "x", 403),
               ("etc", 400), ("~", 400), ("", None), (work + "\0/etc", 400), ("/proc/self/root", 403),
               ("/dev/shm", 403), ("//etc", 403)]
    for folder, status in outside:
        if status is None:
            continue
        answer = service.ask("POST", "/sessions", {"input_folder": folder})
        assert answer.status == status, (folder, answer)
        answer = service.ask("POST", "/sessions",
                             {"input_folder": str(service.inputs), "output_folder": folder + "/out"})
        assert answer.status in (400, 403), (folder, answer)
    for encoded in ("%2fetc", "/etc", work + "/%2e%2e/..", work + "/..%2f..%2fetc", "/%65tc",
                    work + "/photos/link", work + "/all", work + "/photos%00", "%2e%2e"):
        answer = service.get(f"/folders?path={encoded}")
        assert answer.status in (400, 403), (encoded, answer)
    assert [one["path"] for one in service.get("/folders").json["folders"]] == [work]
    assert sessions(service) == []


if __name__ == "__main__":
    run_all([bodies_that_are_wrong_start_nothing, what_is_unknown_or_in_the_wrong_state_says_so,
             ranges_and_cursors_that_lie_are_refused, an_idempotency_key_is_one_request,
             the_same_folder_is_not_run_twice_at_once,
             two_clients_that_pause_and_resume_at_once_leave_a_session_whole,
             folders_outside_the_roots_are_out_of_reach])
