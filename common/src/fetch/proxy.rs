//! Which proxy stands between this machine and a server, and how it is spoken to.
//!
//! The environment names one for each scheme, as curl reads it. A server of `https` is reached through
//! a tunnel (CONNECT); of plain `http` the proxy itself is asked for the whole address (RFC 9112,
//! 3.2.2), because proxies tunnel to port 443 only. The client knows the tunnel alone, so the other
//! way stands here.

use base64::{Engine, prelude::BASE64_STANDARD};
use std::env;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, RustlsConnector,
    TcpConnector, Transport,
};
use ureq::{Agent, Error, Proxy};

/// A proxy, and the environment variable that names it.
pub(super) struct Named {
    pub(super) proxy: Proxy,
    pub(super) variable: &'static str,
}

impl Named {
    /// The proxy for this address, if the environment names one that is not to be passed by.
    ///
    /// # Errors
    /// In words, if what it names cannot be used.
    pub(super) fn for_address(url: &str) -> Result<Option<Self>, String> {
        Self::chosen(url, |name| env::var(name).ok())
    }

    fn chosen(url: &str, get: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let Ok(uri) = url.parse::<Uri>() else {
            return Ok(None);
        };
        // A proxy cannot reach a server on this very machine.
        if matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]")) {
            return Ok(None);
        }
        let variables = match uri.scheme_str() {
            Some("https") => ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
            _ => ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
        };
        let value = |name: &&'static str| get(name).filter(|value| !value.trim().is_empty());
        let Some((variable, address)) = variables.iter().find_map(|it| Some((*it, value(it)?)))
        else {
            return Ok(None);
        };
        let usable = Proxy::new(address.trim()).ok();
        let usable = usable.filter(|proxy| !proxy.protocol().to_string().starts_with("SOCKS"));
        let Some(given) = usable else {
            return Err(format!(
                "the environment variable {variable} names the proxy '{address}', but this program \
                 speaks to proxies of http:// and https:// only; name such a one, or unset it"
            ));
        };
        let mut proxy = Proxy::builder(given.protocol())
            .host(given.host())
            .port(given.port());
        if let Some(user) = given.username() {
            let password = given.password().unwrap_or_default();
            proxy = proxy.username(user).password(password);
        }
        let passed_by = ["no_proxy", "NO_PROXY"].iter().find_map(value);
        for host in passed_by.unwrap_or_default().split(',').map(str::trim) {
            // As everywhere but in the client: a name stands for its subdomains too.
            let host = host.trim_start_matches("*.").trim_start_matches('.');
            if !host.is_empty() {
                proxy = proxy.no_proxy(host).no_proxy(&format!(".{host}"));
            }
        }
        let proxy = proxy.build().map_err(|error| error.to_string())?;
        let is_used = !proxy.is_no_proxy(&uri);
        Ok(is_used.then_some(Self { proxy, variable }))
    }
}

/// A client with this configuration, whose proxy is asked in the way that suits the scheme.
pub(super) fn agent(config: Config) -> Agent {
    Agent::with_parts(config, Forwarding::default(), DefaultResolver::default())
}

/// Connects to the proxy of a plain address in place of the server.
#[derive(Debug, Default)]
struct Forwarding {
    usual: DefaultConnector,
}

impl Connector for Forwarding {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        _: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        let proxy = details.config.proxy();
        let proxy = proxy.filter(|proxy| !proxy.is_no_proxy(details.uri));
        let plain = details.uri.scheme_str() == Some("http");
        let (Some(proxy), true) = (proxy, plain) else {
            return self.usual.connect(details, None);
        };
        let (uri, resolver) = (proxy.uri(), details.resolver);
        let addrs = resolver.resolve(uri, details.config, details.timeout)?;
        let to_proxy = ConnectionDetails {
            uri,
            addrs,
            resolver,
            config: details.config,
            request_level: details.request_level,
            now: details.now,
            timeout: details.timeout,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        let connectors = ().chain(TcpConnector::default()).chain(RustlsConnector::default());
        let Some(connection) = connectors.connect(&to_proxy, None)? else {
            return Ok(None);
        };
        let authority = details.uri.authority().map_or("", |it| it.as_str());
        let credentials = proxy.username().map(|user| {
            let password = proxy.password().unwrap_or_default();
            let pair = BASE64_STANDARD.encode(format!("{user}:{password}"));
            format!("proxy-authorization: Basic {pair}\r\n")
        });
        Ok(Some(Box::new(Forwarded {
            connection: Box::new(connection),
            server: format!("http://{authority}"),
            credentials: credentials.unwrap_or_default(),
        })))
    }
}

/// A connection to a proxy that is asked for whole addresses.
#[derive(Debug)]
struct Forwarded {
    connection: Box<dyn Transport>,
    /// What stands before the path.
    server: String,
    /// A line of the head, or nothing.
    credentials: String,
}

impl Transport for Forwarded {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    /// All that is ever sent is the head of a request: `GET /path HTTP/1.1`, and lines below.
    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let output = self.connection.buffers().output();
        let head = String::from_utf8_lossy(&output[..amount]).into_owned();
        let changed = match (head.split_once(' '), head.split_once("\r\n")) {
            (Some((method, rest)), Some((line, lines))) if rest.starts_with('/') => {
                let line = &line[method.len() + 1..];
                format!(
                    "{method} {}{line}\r\n{}{lines}",
                    self.server, self.credentials
                )
            }
            _ => head,
        };
        let Some(place) = output.get_mut(..changed.len()) else {
            let error = std::io::Error::other("the request is too long for a proxy");
            return Err(error.into());
        };
        place.copy_from_slice(changed.as_bytes());
        self.connection.transmit_output(changed.len(), timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.connection.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(url: &str, variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let get = |name: &str| {
            let variable = variables.iter().find(|(known, _)| *known == name);
            variable.map(|(_, value)| (*value).to_owned())
        };
        let named = Named::chosen(url, get)?;
        Ok(named.map(|named| format!("{} {}", named.variable, named.proxy.host())))
    }

    #[test]
    fn the_scheme_of_the_address_chooses_the_proxy() {
        let both = [("https_proxy", "http://a:1"), ("HTTP_PROXY", "b:2")];
        let of = |url| chosen(url, &both).unwrap();
        assert_eq!(of("https://x.org/").unwrap(), "https_proxy a");
        assert_eq!(of("http://x.org/").unwrap(), "HTTP_PROXY b");
        let one = [("https_proxy", "http://a:1"), ("http_proxy", " ")];
        assert_eq!(chosen("http://x.org/", &one), Ok(None));
        let all = [("ALL_PROXY", "http://u:p@c:3")];
        for url in ["http://x.org", "https://x.org"] {
            assert_eq!(chosen(url, &all).unwrap().unwrap(), "ALL_PROXY c");
        }
    }

    #[test]
    fn servers_on_this_machine_and_those_named_are_asked_directly() {
        let passed_by = |list: &'static str| [("http_proxy", "http://a:1"), ("no_proxy", list)];
        for url in ["http://127.0.0.1:8000/mnist/x.gz", "http://localhost/"] {
            assert_eq!(chosen(url, &passed_by("")), Ok(None));
        }
        for list in ["x.org", ".x.org", "*.x.org", "y.org, x.org", "*"] {
            assert_eq!(
                chosen("http://data.x.org/localhost", &passed_by(list)),
                Ok(None)
            );
        }
        let other = chosen("http://ax.org/localhost", &passed_by("x.org")).unwrap();
        assert_eq!(other.unwrap(), "http_proxy a");
    }

    #[test]
    fn a_proxy_that_cannot_be_spoken_to_is_named() {
        for address in ["socks5://127.0.0.1:1080", "ftp://x", "http://"] {
            let error = chosen("https://x.org", &[("all_proxy", address)]).unwrap_err();
            assert!(
                error.contains("all_proxy") && error.contains(address),
                "{error}"
            );
        }
    }
}
