//! The server: one page, its files, the list of demonstrations, and a socket for each tab.

mod guard;

pub use crate::sessions::Sessions;
pub use guard::Reach;

use crate::page;
use crate::socket::{LONGEST_READ, attend};
use crate::stage::Stage;
use crate::table::{Row, Table};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use common::error::{Error, Result};
use common::learner::Start;
use serde_json::json;
use std::future::Future;
use std::net::TcpListener;
use std::time::Duration;

/// Connections that do not end by themselves are waited for this long when the server stops.
const PATIENCE: Duration = Duration::from_secs(2);

/// A server that is not listening yet.
#[derive(Debug, Clone)]
pub struct Server {
    table: Table,
    start: Start,
    sessions: Sessions,
}

impl Server {
    /// A server of these demonstrations. Each session's seed and knobs are its own; the rest of `start`
    /// is everybody's.
    pub fn new(table: Table, start: Start) -> Self {
        let sessions = Sessions::new();
        Self {
            table,
            start,
            sessions,
        }
    }

    /// Its sessions.
    pub fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// Serves until a future is done; then all sessions have ended, and their threads with them. Returns
    /// how many there were at that moment. It is called inside of a runtime with network and time.
    ///
    /// # Errors
    /// [`Error::Failed`] if the operating system refuses.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<usize> {
        let refused = |error| Error::Failed(format!("this machine refuses to serve: {error}"));
        let address = listener.local_addr().map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(refused)?;
        let sessions = self.sessions.clone();
        let stopped = async move {
            stop.await;
            sessions.close();
        };
        let routes = self.clone().routes(Reach::of(address.ip()));
        // A sight is not to wait for the one before it to be confirmed.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let serving = axum::serve(listener, routes).with_graceful_shutdown(stopped);
        let patience = async {
            self.sessions.closing().await;
            tokio::time::sleep(PATIENCE).await;
        };
        tokio::select! {
            served = serving => served.map_err(refused)?,
            () = patience => {}
        }
        let ended = self.sessions.close();
        self.sessions.until(0).await;
        Ok(ended)
    }

    fn routes(self, reach: Reach) -> Router {
        Router::new()
            .route("/", get(page::index))
            .route("/demos", get(demos))
            .route("/socket", get(socket))
            .route("/assets/{*file}", get(asset))
            .route("/{name}", get(demo))
            .fallback(async || (StatusCode::NOT_FOUND, page::index().await))
            .layer(from_fn_with_state(reach, guard::guard))
            .with_state(self)
    }
}

/// The list of demonstrations.
async fn demos(State(server): State<Server>) -> Response {
    let row = |row: &Row| {
        let words = &row.entry.words;
        json!({
            "name": row.entry.name,
            "title": words.title,
            "week": words.week,
            "minutes": words.minutes,
            "question": words.question,
            "assignment": row.assignment,
        })
    };
    let rows: Vec<_> = server.table.rows().iter().map(row).collect();
    let text = serde_json::Value::from(rows).to_string();
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

/// The page of a demonstration, which is the same for all; it also says that there is none of this name.
async fn demo(State(server): State<Server>, Path(name): Path<String>) -> Response {
    let status = match server.table.demo(&name) {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::NOT_FOUND,
    };
    (status, page::index().await).into_response()
}

async fn asset(Path(file): Path<String>) -> Response {
    let found = page::file(&file);
    found.unwrap_or_else(|| words(StatusCode::NOT_FOUND, "the page has no such file"))
}

async fn socket(State(server): State<Server>, upgrade: WebSocketUpgrade) -> Response {
    let upgrade = upgrade
        .max_message_size(LONGEST_READ)
        .max_frame_size(LONGEST_READ);
    upgrade.on_upgrade(async move |socket| {
        let stage = || Stage::new(server.table, server.start);
        attend(socket, stage, server.sessions).await;
    })
}

/// A page that says one thing.
fn words(status: StatusCode, words: &'static str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Labs</title>\
         <p>{words}</p><p><a href=\"/\">All demonstrations</a></p></html>\n"
    );
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}
