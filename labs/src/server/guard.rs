//! Who may ask: this machine's own pages, and nobody through a stranger's name or page.

use super::words;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use std::net::IpAddr;

/// Where the server can be reached from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// From this machine alone.
    Loopback,
    /// From other machines too.
    Network,
}

impl Reach {
    /// That of a server bound to an address.
    pub fn of(address: IpAddr) -> Self {
        match address.is_loopback() {
            true => Self::Loopback,
            false => Self::Network,
        }
    }
}

/// Lets a request through, or refuses it in words.
pub async fn guard(State(reach): State<Reach>, request: Request, next: Next) -> Response {
    let host = host(request.headers(), request.uri(), reach);
    let policy = policy(host.as_deref().unwrap_or_default());
    let mut response = match host.and_then(|host| from_own_page(request.headers(), &host)) {
        Err(reason) => words(StatusCode::FORBIDDEN, reason),
        Ok(()) if !matches!(*request.method(), Method::GET | Method::HEAD) => {
            let reason = "this server is only read from: GET or HEAD";
            let mut response = words(StatusCode::METHOD_NOT_ALLOWED, reason);
            let allowed = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(ALLOW, allowed);
            response
        }
        Ok(()) => next.run(request).await,
    };
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What a page may load and do. Older browsers do not count sockets as the page's own.
fn policy(host: &str) -> String {
    let socket = match host {
        "" => String::new(),
        host => format!(" ws://{host}"),
    };
    format!(
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
         connect-src 'self'{socket}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
}

/// The name that the server was asked under. A name that anybody can give to this machine's address would
/// let a stranger's page read from here (DNS rebinding).
fn host(headers: &HeaderMap, uri: &Uri, reach: Reach) -> Result<String, &'static str> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err("a request names its host, once");
    };
    let host = host.to_str().unwrap_or_default().to_ascii_lowercase();
    let is_same = |authority: &str| authority.eq_ignore_ascii_case(&host);
    if !uri.authority().is_none_or(|it| is_same(it.as_str())) {
        return Err("a request names one host");
    }
    let known = match (name(&host), reach) {
        (Some("localhost" | "127.0.0.1" | "[::1]"), _) => true,
        (Some(name), Reach::Network) => {
            let inside = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
            inside.unwrap_or(name).parse::<IpAddr>().is_ok()
        }
        _ => false,
    };
    match (known, reach) {
        (true, _) => Ok(host),
        (_, Reach::Loopback) => {
            Err("this server answers under localhost, 127.0.0.1 and [::1] alone")
        }
        (_, Reach::Network) => Err("this server answers under its address in numbers alone"),
    }
}

/// The name in `name:port`, if it has that form.
fn name(host: &str) -> Option<&str> {
    let (name, port) = match host.rfind(':').filter(|_| !host.ends_with(']')) {
        Some(colon) => (&host[..colon], Some(&host[colon + 1..])),
        None => (host, None),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok() && !port.starts_with('+');
    port.is_none_or(is_port).then_some(name)
}

/// Refuses what another page asks for; a browser names the page that asks.
fn from_own_page(headers: &HeaderMap, host: &str) -> Result<(), &'static str> {
    let own = format!("http://{host}");
    let mut origins = headers.get_all(ORIGIN).iter();
    let is_own = |it: &HeaderValue| it.as_bytes().eq_ignore_ascii_case(own.as_bytes());
    match origins.all(is_own) {
        true => Ok(()),
        false => Err("this server answers its own page alone, not that of another address"),
    }
}
