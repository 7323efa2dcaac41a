//! Going on by itself, and what is to be seen then.

use super::{Message, Outcome, Stage};
use crate::view::{SideView, View};
use std::time::Instant;

impl Stage {
    /// Whether there is a further step to go by itself.
    pub fn is_moving(&self) -> bool {
        (self.playing || self.is_seeking()) && !self.stuck
    }

    /// Whether a step is being gone to.
    pub fn is_seeking(&self) -> bool {
        self.target.is_some()
    }

    /// Whether there is something that the page has not been shown.
    pub fn has_changed(&self) -> bool {
        self.changed && self.show.is_some()
    }

    /// In steps a second; 0 is as fast as it can, as when a step is gone to.
    pub fn speed(&self) -> f64 {
        match self.is_seeking() {
            true => 0.0,
            false => self.speed,
        }
    }

    /// Goes at most `most` steps on, and no further one after a time. Returns how many it went. Where a
    /// number is not finite any more, it stops.
    pub fn go_on(&mut self, most: usize, until: Instant) -> Outcome<usize> {
        let went = self.with(|show| {
            let (seeking, had_diverged) = (show.is_seeking(), show.has_diverged());
            let mut done = 0;
            loop {
                let gone = show.step()?;
                done += usize::from(gone);
                let diverged = show.has_diverged() && !had_diverged && !seeking;
                let ended = !gone || show.is_finished() || diverged;
                let arrived = seeking && !show.is_seeking();
                if ended || arrived || done >= most || Instant::now() >= until {
                    return Ok((done, ended, show.is_seeking()));
                }
            }
        });
        let (done, ended, seeking) = went.inspect_err(|_| self.stop())?;
        self.playing &= !ended;
        self.target = self.target.filter(|_| seeking);
        Ok(done)
    }

    fn stop(&mut self) {
        (self.playing, self.target, self.stuck) = (false, None, true);
    }

    /// What is to be seen, as the page is told; nothing where the page knows already that it failed.
    pub fn sight(&mut self, steps_per_second: f64) -> Outcome<Option<String>> {
        let (playing, seeking) = (self.playing, self.is_seeking());
        let (answer, mut known) = (self.answer.take(), self.known);
        let sight = self.with(|show| {
            let (sight, scene) = (show.sight()?, show.scene());
            let histories = show.players().map(|player| player.history());
            let view = View {
                step: sight.step,
                furthest: sight.furthest,
                finished: sight.finished,
                playing,
                seeking,
                steps_per_second,
                link: scene.link(),
                command: scene.command_line(),
                seed: scene.seed,
                answer,
                sides: SideView::of(sight, histories, &mut known),
            };
            Ok(Message::Sight(view).text())
        });
        self.changed = false;
        match sight {
            Ok(sight) => {
                self.known = known;
                Ok(Some(sight))
            }
            Err(_) if self.stuck => Ok(None),
            Err(trouble) => {
                self.stop();
                Err(trouble)
            }
        }
    }
}
