//! Requests that are refused, and what is sent with those that are not.

use super::client::Running;
use super::demos::table;

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn the_own_page_is_served_with_its_policy() {
    let server = Running::start(table());
    let page = server.get("/");
    assert_eq!(status(&page), "200");
    assert_eq!(status(&server.get("/counting")), "200");
    for header in [
        "content-security-policy: default-src 'self';",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
    ] {
        assert!(page.contains(header), "{page}");
    }
    let demos = server.get("/demos");
    assert!(demos.contains(r#""name":"counting","title":"A demonstration of the tests","week":1"#));
    let host = format!("Host: localhost:{}", server.address.port());
    let origin = format!("Origin: http://localhost:{}", server.address.port());
    assert_eq!(
        status(&server.ask(&["GET / HTTP/1.1", &host, &origin])),
        "200"
    );
    let head = server.ask(&["HEAD / HTTP/1.1", &host]);
    assert!(
        head.ends_with("\r\n\r\n") && status(&head) == "200",
        "{head}"
    );
}

#[test]
fn strangers_are_refused() {
    let server = Running::start(table());
    let own = format!("Host: {}", server.address);
    let origin = format!("Origin: http://{}", server.address);
    let refused = |lines: &[&str], code: &str, words: &str| {
        let answer = server.ask(lines);
        assert_eq!(status(&answer), code, "{lines:?}: {answer}");
        assert!(answer.contains(words), "{lines:?}: {answer}");
        assert!(answer.contains("nosniff"), "{answer}");
    };
    let get = "GET / HTTP/1.1";
    for host in [
        "evil.example",
        "localhost.evil.example",
        "localhost:x",
        "10.0.0.1",
        "",
        "[::1",
    ] {
        refused(&[get, &format!("Host: {host}")], "403", "localhost");
    }
    refused(&["GET / HTTP/1.0"], "403", "names its host");
    refused(&[get, &own, "Host: localhost"], "403", "names its host");
    refused(
        &["GET http://evil.example/ HTTP/1.1", &own],
        "403",
        "names one host",
    );
    let socket = [
        "GET /socket HTTP/1.1",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    for origin in [
        "http://evil.example",
        "null",
        "https://localhost",
        "http://127.0.0.1:1",
    ] {
        let origin = format!("Origin: {origin}");
        refused(
            &[&socket[..], &[&own, &origin]].concat(),
            "403",
            "its own page",
        );
        refused(
            &["GET /demos HTTP/1.1", &own, &origin],
            "403",
            "its own page",
        );
    }
    refused(&[get, &own, &origin, "Origin: null"], "403", "its own page");
    refused(
        &["POST / HTTP/1.1", &own, "Content-Length: 0"],
        "405",
        "GET or HEAD",
    );
    refused(
        &["GET /assets/../../Cargo.toml HTTP/1.1", &own],
        "404",
        "no such file",
    );
    // The page itself says that there is none of this name.
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    let page = body(&server.get("/counting"));
    for address in ["/countin", "/counting/x"] {
        let unknown = server.get(address);
        assert_eq!(
            (status(&unknown), body(&unknown)),
            ("404", page.clone()),
            "{address}"
        );
    }
    assert_eq!(server.sessions.live(), 0);
}
