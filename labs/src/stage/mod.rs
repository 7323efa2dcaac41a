//! What a session shows, and what the page's commands do to it. No thread, no channel, no waiting.

mod commands;
mod playing;

use crate::protocol::{Command, Message};
use crate::table::Table;
use crate::trouble::{Caught, Trouble, caught};
use crate::view::Known;
use common::demo::{Answer, Scene, Show};
use common::error::Result as Done;
use common::learner::Start;

/// A demo on show, or none yet.
pub struct Stage {
    table: Table,
    start: Start,
    /// None before the first demo, and after one has panicked.
    show: Option<Show>,
    /// What is begun anew with where there is no show.
    scene: Option<Scene>,
    /// Whether a knob was turned by hand since it began.
    is_turned: bool,
    playing: bool,
    /// The step that is being gone to.
    target: Option<usize>,
    /// Whether the last step failed: then there is no going on before another command.
    stuck: bool,
    /// In steps a second; 0 is as fast as it can.
    speed: f64,
    /// Whether there is something that the page has not been shown.
    changed: bool,
    answer: Option<Answer>,
    known: [Known; 2],
}

type Outcome<T = ()> = std::result::Result<T, Trouble>;

impl Stage {
    /// Without a demo.
    pub fn new(table: Table, start: Start) -> Self {
        Self {
            table,
            start,
            show: None,
            scene: None,
            is_turned: false,
            playing: false,
            target: None,
            stuck: false,
            speed: 0.0,
            changed: false,
            answer: None,
            known: Default::default(),
        }
    }

    /// Does something with the show. After a panic there is none any more.
    fn with<T>(&mut self, work: impl FnOnce(&mut Show) -> Done<T>) -> Outcome<T> {
        let Some(show) = &mut self.show else {
            let lost = "there is nothing on show: reset, or choose another setting";
            return Err(match &self.scene {
                None => no_demo(),
                Some(_) => Trouble::usage(lost),
            });
        };
        let scene = show.as_set();
        self.changed = true;
        let result = caught(|| work(show));
        if let Err(Caught::Panic(_)) = &result {
            self.drop_show();
            self.scene = Some(scene);
            self.playing = false;
        }
        Ok(result?)
    }

    /// A demo's own code runs here too.
    fn drop_show(&mut self) {
        let show = self.show.take();
        self.target = None;
        // What fails on the way out is of no use to anybody.
        let _ = caught(|| {
            drop(show);
            Ok(())
        });
    }

    /// Begins anew. If that fails, a show goes on as it was.
    fn begin(&mut self, scene: Scene) -> Outcome {
        self.changed = true;
        match caught(|| Show::new(scene.clone(), &self.start)) {
            Ok(show) => {
                self.drop_show();
                self.target = (scene.step > 0).then_some(scene.step);
                (self.show, self.scene) = (Some(show), Some(scene));
                self.is_turned = false;
                self.known = Default::default();
                Ok(())
            }
            Err(reason) => {
                if self.show.is_none() {
                    self.scene = Some(scene);
                }
                Err(reason.into())
            }
        }
    }

    /// The scene as it began, unless a knob was turned by hand: then with the knobs as they are set now.
    fn own(&self) -> Outcome<Scene> {
        match (&self.show, &self.scene) {
            (Some(_), Some(scene)) if !self.is_turned => {
                let step = 0;
                Ok(Scene {
                    step,
                    ..scene.clone()
                })
            }
            _ => self.as_set(),
        }
    }

    /// The scene at its beginning, with the knobs as they are set now.
    fn as_set(&self) -> Outcome<Scene> {
        match (&self.show, &self.scene) {
            (Some(show), _) => Ok(show.as_set()),
            (None, Some(scene)) => {
                let mut scene = scene.clone();
                (scene.step, scene.turns) = (0, Vec::new());
                Ok(scene)
            }
            (None, None) => Err(no_demo()),
        }
    }
}

fn no_demo() -> Trouble {
    Trouble::usage("there is no demonstration yet: open one")
}
