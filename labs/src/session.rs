//! The thread of one learner: commands in, the latest sight out.

use crate::pace::Pace;
use crate::protocol::{Command, Message};
use crate::stage::Stage;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time;

/// Commands that wait at most; then the socket waits.
pub const COMMANDS: usize = 64;
/// Messages to the page that wait at most; then the session waits.
pub const MESSAGES: usize = 8;

/// How long steps are gone between two looks at the commands.
const STRETCH: Duration = Duration::from_millis(15);
/// From one sight to the next, at least.
const SIGHT: Duration = Duration::from_millis(33);
/// The same while a step is being gone to, which is to be reached soon.
const GLIMPSE: Duration = Duration::from_millis(100);

/// One session, until its page is gone.
pub struct Session {
    stage: Stage,
    commands: Receiver<Command>,
    messages: Sender<String>,
    /// Where the thread waits, which is nobody's but its own.
    clock: Runtime,
    /// Whether the page has drawn the last sight.
    ready: bool,
    /// When the next sight may come.
    next_sight: Instant,
    pace: Pace,
}

/// The page is gone.
struct Gone;

impl Session {
    /// A session without a demo.
    ///
    /// # Errors
    /// Those of the operating system.
    pub fn new(
        stage: Stage,
        commands: Receiver<Command>,
        messages: Sender<String>,
    ) -> std::io::Result<Self> {
        Ok(Self {
            stage,
            commands,
            messages,
            clock: Builder::new_current_thread().enable_time().build()?,
            ready: true,
            next_sight: Instant::now(),
            pace: Pace::new(),
        })
    }

    /// Plays until the page is gone.
    pub fn run(mut self) {
        let mut first = None;
        while let Ok(command) = self.turn(first.take()) {
            first = command;
        }
    }

    /// Commands, then steps, then a sight; then the wait for what comes first.
    fn turn(&mut self, first: Option<Command>) -> Result<Option<Command>, Gone> {
        self.obey(first)?;
        self.go_on()?;
        self.show()?;
        self.wait()
    }

    /// Carries out the commands that have come.
    fn obey(&mut self, first: Option<Command>) -> Result<(), Gone> {
        let mut come: Vec<Command> = first.into_iter().collect();
        while come.len() < COMMANDS {
            match self.commands.try_recv() {
                Ok(Command::Seen {}) => self.ready = true,
                Ok(command) => come.push(command),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Err(Gone),
            }
        }
        let mut come = come.into_iter().peekable();
        while let Some(command) = come.next() {
            if command == (Command::Seen {}) {
                self.ready = true;
                continue;
            }
            if come.peek().is_some_and(|next| command.is_idle_before(next)) {
                continue;
            }
            let messages = &self.messages;
            let mut open = true;
            let mut say = |message: Message| open &= messages.blocking_send(message.text()).is_ok();
            if let Err(trouble) = self.stage.carry_out(command, &mut say) {
                say(Message::Trouble(&trouble));
            }
            if !open {
                return Err(Gone);
            }
        }
        Ok(())
    }

    fn go_on(&mut self) -> Result<(), Gone> {
        let now = Instant::now();
        if !self.stage.is_moving() {
            self.pace.rest(now);
            return Ok(());
        }
        let due = self.pace.due(self.stage.speed(), now);
        if due == 0 {
            return Ok(());
        }
        let mut until = now + STRETCH;
        if self.ready && self.next_sight > now {
            // The page waits for its next sight.
            until = until.min(self.next_sight);
        }
        match self.stage.go_on(due, until) {
            Ok(done) => self.pace.went(done, self.stage.speed()),
            Err(trouble) => self.send(Message::Trouble(&trouble).text())?,
        }
        Ok(())
    }

    /// Makes a sight, if there is something new and the page is ready for it.
    fn show(&mut self) -> Result<(), Gone> {
        let now = Instant::now();
        if !self.wants_sight() || now < self.next_sight {
            return Ok(());
        }
        let sight = self.stage.sight(self.pace.rate(now));
        let apart = if self.stage.is_seeking() {
            GLIMPSE
        } else {
            SIGHT
        };
        // Where a sight takes long, half of the time remains for steps.
        self.next_sight = now + apart.max(2 * now.elapsed());
        match sight {
            Ok(Some(text)) => {
                self.ready = false;
                self.send(text)
            }
            Ok(None) => Ok(()),
            Err(trouble) => self.send(Message::Trouble(&trouble).text()),
        }
    }

    fn wants_sight(&self) -> bool {
        self.ready && self.stage.has_changed()
    }

    fn send(&self, text: String) -> Result<(), Gone> {
        self.messages.blocking_send(text).map_err(|_| Gone)
    }

    /// Waits for a command, for the next step, for the time of a sight: for what comes first.
    fn wait(&mut self) -> Result<Option<Command>, Gone> {
        let step = self
            .stage
            .is_moving()
            .then(|| self.pace.next(self.stage.speed()));
        let sight = self.wants_sight().then_some(self.next_sight);
        let commands = &mut self.commands;
        let Some(until) = step.into_iter().chain(sight).min() else {
            return commands.blocking_recv().map(Some).ok_or(Gone);
        };
        if until <= Instant::now() {
            return Ok(None);
        }
        // A timer is made inside of its runtime.
        let command = async { time::timeout_at(until.into(), commands.recv()).await };
        match self.clock.block_on(command) {
            Ok(command) => command.map(Some).ok_or(Gone),
            Err(_) => Ok(None),
        }
    }
}
