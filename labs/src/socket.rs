//! One socket: the page's commands to its session, the session's messages to the page.

use crate::protocol::{Command, Message};
use crate::session::{COMMANDS, MESSAGES, Session};
use crate::sessions::Sessions;
use crate::stage::Stage;
use crate::trouble::Trouble;
use axum::extract::ws::{self, CloseFrame, WebSocket, close_code};
use common::console;
use std::thread::Builder;
use tokio::sync::mpsc::{self, Permit};

/// A message that is longer is no command.
const LONGEST: usize = 64 << 10;
/// A message that is longer is not read: the socket is closed.
pub const LONGEST_READ: usize = 1 << 20;

/// Serves a socket until it is closed or the server stops; then its session's thread has ended.
pub async fn attend(
    mut socket: WebSocket,
    stage: impl FnOnce() -> Stage + Send + 'static,
    sessions: Sessions,
) {
    let Some(place) = sessions.enter() else {
        let words = "too many pages are open: close some";
        return close(&mut socket, close_code::AGAIN, words).await;
    };
    let (to_session, commands) = mpsc::channel(COMMANDS);
    let (messages, mut from_session) = mpsc::channel(MESSAGES);
    let name = format!("learner {}", place.number());
    let thread = Builder::new().name(name).spawn(move || {
        // A demo never leaves its thread.
        match Session::new(stage(), commands, messages) {
            Ok(session) => session.run(),
            Err(error) => console::tell(format_args!("error: a session cannot begin: {error}")),
        }
    });
    let thread = match thread {
        Ok(thread) => thread,
        Err(error) => {
            let words = format!("no thread is to be had: {error}");
            return close(&mut socket, close_code::AGAIN, &words).await;
        }
    };
    let (code, words) = tokio::select! {
        () = sessions.closing() => (close_code::AWAY, "the server has stopped"),
        reason = forward(&mut socket, &to_session, &mut from_session) => reason,
    };
    // Without its commands the session ends, and nobody waits for it in vain: a thread is joined when the
    // last of its messages has come.
    drop(to_session);
    close(&mut socket, code, words).await;
    while from_session.recv().await.is_some() {}
    if thread.join().is_err() {
        console::tell("error: a session ended in a panic; its page has to be loaded again");
    }
    drop(place);
}

/// Why a socket is closed.
type Reason = (u16, &'static str);

/// Carries messages both ways until one side ends.
async fn forward(
    socket: &mut WebSocket,
    to_session: &mpsc::Sender<Command>,
    from_session: &mut mpsc::Receiver<String>,
) -> Reason {
    loop {
        tokio::select! {
            message = from_session.recv() => match message {
                Some(text) => if send(socket, text).await.is_err() {
                    return (close_code::NORMAL, "");
                },
                None => return (close_code::ERROR, "the session has ended"),
            },
            read = read(socket, to_session) => match read {
                Read::Command(command, permit) => permit.send(command),
                Read::Nothing => {}
                Read::Wrong(trouble) => {
                    let text = Message::Trouble(&trouble).text();
                    if send(socket, text).await.is_err() {
                        return (close_code::NORMAL, "");
                    }
                }
                Read::End(reason) => return reason,
            },
        }
    }
}

async fn send(socket: &mut WebSocket, text: String) -> Result<(), axum::Error> {
    socket.send(ws::Message::text(text)).await
}

/// What has been read.
enum Read<'a> {
    Command(Command, Permit<'a, Command>),
    Wrong(Trouble),
    /// A ping or its answer.
    Nothing,
    End(Reason),
}

/// Reads a message once there is room for it: a flood of them waits in the socket.
async fn read<'a>(socket: &mut WebSocket, to_session: &'a mpsc::Sender<Command>) -> Read<'a> {
    let Ok(permit) = to_session.reserve().await else {
        return Read::End((close_code::ERROR, "the session has ended"));
    };
    match socket.recv().await {
        Some(Ok(ws::Message::Text(text))) if text.len() > LONGEST => {
            let words = format!(
                "a message of {} bytes: the longest has {LONGEST}",
                text.len()
            );
            Read::Wrong(Trouble::usage(words))
        }
        Some(Ok(ws::Message::Text(text))) => match Command::read(&text) {
            Ok(command) => Read::Command(command, permit),
            Err(trouble) => Read::Wrong(trouble),
        },
        Some(Ok(ws::Message::Binary(_))) => {
            Read::Wrong(Trouble::usage("a message is text, in JSON"))
        }
        Some(Ok(ws::Message::Ping(_) | ws::Message::Pong(_))) => Read::Nothing,
        Some(Ok(ws::Message::Close(_))) | None => Read::End((close_code::NORMAL, "")),
        Some(Err(_)) => Read::End((close_code::POLICY, "this message cannot be read")),
    }
}

/// Closes a socket, if it is not closed yet.
async fn close(socket: &mut WebSocket, code: u16, words: &str) {
    let reason = words.into();
    let frame = ws::Message::Close(Some(CloseFrame { code, reason }));
    // Whoever does not read any more is not waited for.
    let _ = tokio::time::timeout(std::time::Duration::from_millis(200), socket.send(frame)).await;
}
