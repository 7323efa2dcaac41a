//! From the flags to a server that runs until it is told to stop.

use crate::server::{Reach, Server};
use crate::table::Table;
use common::console;
use common::error::{Error, Result};
use common::learner::Start;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use tokio::runtime::Builder;

/// The heading of the flags that all demonstrations have.
pub const PAGE: &str = "Page and machine";

/// Where the page is served
#[derive(Debug, clap::Args)]
pub struct Serving {
    /// Serve at this port, or at the next free one
    #[arg(long, value_name = "PORT", help_heading = PAGE, global = true, default_value_t = 4324)]
    pub port: u16,

    /// Serve at this address of the machine; any but the default can be reached by others
    #[arg(long, value_name = "ADDRESS", help_heading = PAGE, global = true, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,

    /// Open the page in the browser
    #[arg(long, help_heading = PAGE, global = true)]
    pub open: bool,
}

/// Ports that are tried after the one that was asked for.
const MORE_PORTS: u16 = 50;

/// Serves until Ctrl-C or a termination signal. `path` is the page that is announced.
///
/// # Errors
/// An address that is not this machine's; those of the operating system.
pub fn run(table: Table, start: Start, (serving, path): (&Serving, &str)) -> Result<()> {
    let (listener, address) = listen(serving)?;
    if Reach::of(serving.bind) == Reach::Network {
        console::tell(format_args!(
            "warning: whoever reaches {address} over the network can use these demonstrations, and with them \
             this machine's processor. Without --bind nobody else can."
        ));
    }
    if path.is_empty() {
        console::tell(table.listing());
    }
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::Failed(format!("no server here: {error}")))?;
    let server = Server::new(table, start);
    let stop = {
        // From here on a signal stops the server in order.
        let _inside = runtime.enter();
        stop()?
    };
    let url = format!("http://{}/{path}", reachable(address));
    console::print(&url)?;
    console::tell("Ctrl-C stops it.");
    if serving.open
        && let Err(error) = open::that_detached(&url)
    {
        console::tell(format_args!(
            "no browser opens here ({error}): open the address in yours"
        ));
    }
    let ended = runtime.block_on(server.serve(listener, stop))?;
    let ended = match ended {
        0 => "no page was open".into(),
        1 => "the session of one page has ended".into(),
        ended => format!("the sessions of {ended} pages have ended"),
    };
    console::tell(format_args!("stopped; {ended}."));
    Ok(())
}

/// Listens at the port, or at the next one that is free.
fn listen(serving: &Serving) -> Result<(TcpListener, SocketAddr)> {
    let Serving { port, bind, .. } = *serving;
    let last = port.saturating_add(if port == 0 { 0 } else { MORE_PORTS });
    for tried in port..=last {
        match TcpListener::bind((bind, tried)) {
            Ok(listener) => {
                let address = listener.local_addr();
                let address = address.map_err(|error| refused(bind, tried, &error))?;
                if tried != port {
                    console::tell(format_args!(
                        "port {port} is taken, perhaps by labs that run already: this is port {tried}"
                    ));
                }
                return Ok((listener, address));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(refused(bind, tried, &error)),
        }
    }
    Err(Error::Failed(format!(
        "all ports from {port} to {last} are taken: choose another one with --port, or 0 for any that is free"
    )))
}

fn refused(bind: IpAddr, port: u16, error: &std::io::Error) -> Error {
    let advice = match error.kind() {
        ErrorKind::AddrNotAvailable => {
            "this machine does not have this address: choose another with --bind"
        }
        ErrorKind::PermissionDenied => "choose a port from 1024 on with --port",
        _ => "choose another address with --bind, or another port with --port",
    };
    Error::Failed(format!(
        "cannot serve at {bind}, port {port} ({error}): {advice}"
    ))
}

/// What a browser here can open: an address that stands for all of them is none.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Done at the first signal; the second one ends the process at once.
fn stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut signals = Signals::listen()?;
    Ok(async move {
        signals.next().await;
        console::tell("stopping; once more ends it at once");
        tokio::spawn(async move {
            let signal = signals.next().await;
            std::process::exit(128 + signal);
        });
    })
}

/// Ctrl-C and termination.
struct Signals {
    #[cfg(unix)]
    streams: [tokio::signal::unix::Signal; 2],
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| {
            signal(kind)
                .map_err(|error| Error::Failed(format!("cannot listen for Ctrl-C: {error}")))
        };
        let streams = [
            listen(SignalKind::interrupt())?,
            listen(SignalKind::terminate())?,
        ];
        Ok(Self { streams })
    }

    async fn next(&mut self) -> i32 {
        let [interrupt, terminate] = &mut self.streams;
        tokio::select! {
            _ = interrupt.recv() => 2,
            _ = terminate.recv() => 15,
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) -> i32 {
        // Where this fails there is no Ctrl-C: closing the window ends the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        2
    }
}
