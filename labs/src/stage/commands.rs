//! The page's commands.

use super::{Command, Done, Message, Outcome, Stage};
use crate::trouble::Trouble;
use common::demo::{Act, Answer, FURTHEST_STEP, MOST_TURNS, Scene, Show, Side, Touch};
use common::error::Error;

impl Stage {
    /// Carries out a command; what it asks for is said.
    pub fn carry_out(&mut self, command: Command, say: &mut impl FnMut(Message)) -> Outcome {
        self.stuck = false;
        match command {
            Command::Seen {} => Ok(()),
            Command::Open { demo, words } => self.open((&demo, &words), say),
            Command::Play {} => {
                self.with(|_| Ok(()))?;
                self.playing = true;
                Ok(())
            }
            Command::Pause {} => self.pause(),
            Command::Step {} => self.step(),
            Command::Back {} => self.back(),
            Command::Seek { step } => self.seek(step),
            Command::Speed { steps_per_second } => self.set_speed(steps_per_second),
            Command::Reset {} => self.begin_paused(|_| Ok(())),
            Command::Seed { seed } => self.begin_paused(|scene| {
                let (read, wrong) = Scene::read(scene.entry, [("seed", &*seed.to_string())]);
                scene.seed = read.seed;
                first(wrong)
            }),
            Command::Turn { side, knob, value } => self.turn(side.into(), (&knob, &value)),
            Command::Touch { panel, x, y } => {
                self.target = None;
                self.with(|show| show.touch(Touch { panel, x, y }))
            }
            Command::Compare { on } => self.begin_paused(|scene| {
                compare(scene, on);
                Ok(())
            }),
            Command::Preset { name } => self.begin_paused(|scene| preset(scene, &name)),
            Command::Csv {} => {
                let changed = self.changed;
                let csv = |show: &mut Show| Ok((show.entry().name, show.csv()));
                let (name, text) = self.with(csv)?;
                self.changed = changed;
                let name = format!("{name}.csv");
                say(Message::Csv { name, text });
                Ok(())
            }
        }
    }

    fn open(
        &mut self,
        (demo, words): (&str, &[(String, String)]),
        say: &mut impl FnMut(Message),
    ) -> Outcome {
        let entry = self.table.demo(demo)?;
        let words = words.iter().map(|(name, value)| (&**name, &**value));
        let (scene, wrong) = Scene::read(entry, words);
        let problems = wrong.iter().map(ToString::to_string).collect();
        say(Message::opened(entry, problems));
        self.drop_show();
        self.playing = false;
        self.begin(scene)
    }

    /// Begins anew, but for a change; then nothing plays. Where no knob was turned by hand, what came with
    /// the link or the preset to be turned on the way is turned again; else the knobs are as they are set.
    fn begin_paused(&mut self, change: impl FnOnce(&mut Scene) -> Done<()>) -> Outcome {
        let mut scene = self.own()?;
        change(&mut scene)?;
        self.playing = false;
        self.begin(scene)
    }

    fn pause(&mut self) -> Outcome {
        self.playing = false;
        let seeking = self.target.take().is_some();
        self.with(|show| match seeking {
            true => show.seek(show.steps()),
            false => Ok(()),
        })
    }

    /// One step on from where it is going, so that two keys in a row are two steps.
    fn step(&mut self) -> Outcome {
        self.playing = false;
        match self.target {
            Some(target) => self.seek(target + 1),
            None => self.with(Show::step).map(|_| ()),
        }
    }

    fn back(&mut self) -> Outcome {
        self.playing = false;
        let at = match self.target {
            Some(target) => target,
            None => self.with(|show| Ok(show.steps()))?,
        };
        self.seek(at.saturating_sub(1))
    }

    fn seek(&mut self, step: usize) -> Outcome {
        if step > FURTHEST_STEP {
            let words = format!("step {step}: a whole number from 0 to {FURTHEST_STEP}");
            return Err(Trouble::usage(words));
        }
        let seeking = self.with(|show| {
            show.seek(step)?;
            Ok(show.is_seeking())
        })?;
        self.target = seeking.then_some(step);
        Ok(())
    }

    fn set_speed(&mut self, speed: f64) -> Outcome {
        if !(0.0..=1e6).contains(&speed) {
            let words =
                format!("speed {speed}: steps per second, from 0 (as fast as it can) to 1000000");
            return Err(Trouble::usage(words));
        }
        self.speed = speed;
        Ok(())
    }

    /// As [`Show::turn`], and where there is no show another setting may have one.
    fn turn(&mut self, side: Side, (name, text): (&str, &str)) -> Outcome {
        let mut scene = self.as_set()?;
        let knobs = (scene.entry.knobs)();
        let values = match side {
            Side::A => Some(&mut scene.a),
            Side::B => scene.b.as_mut(),
        };
        let none = || Error::Usage("nothing is compared: there is no side B".into());
        let knob = values.ok_or_else(none)?.set(&knobs, (name, text))?;
        if knob.live && self.show.is_some() {
            self.target = None;
            self.answer = Some(self.with(|show| show.turn(side, (name, text)))?);
            self.is_turned = true;
            return Ok(());
        }
        self.begin(scene)?;
        self.answer = Some(Answer::Anew);
        Ok(())
    }
}

/// Compares with a second side, which is and will be turned as the first is; or with none any more.
fn compare(scene: &mut Scene, on: bool) {
    scene.turns.retain(|(side, _)| *side == Side::A);
    scene.b = on.then(|| scene.a.clone());
    if on {
        let of_a = scene.turns.iter();
        let of_b: Vec<_> = of_a
            .filter(|(_, turn)| matches!(turn.act, Act::Knob(..)))
            .map(|(_, turn)| (Side::B, turn.clone()))
            .collect();
        scene.turns.extend(of_b);
        scene.turns.truncate(MOST_TURNS);
        scene.turns.sort_by_key(|(_, turn)| turn.step);
    }
}

fn first(wrong: Vec<Error>) -> Done<()> {
    wrong.into_iter().next().map_or(Ok(()), Err)
}

/// Turns a scene into a preset of its demo, under the same seed.
fn preset(scene: &mut Scene, name: &str) -> Done<()> {
    let presets = scene.entry.words.presets;
    let found = presets.iter().find(|preset| preset.name == name);
    let found = found.ok_or_else(|| {
        let names: Vec<&str> = presets.iter().map(|preset| preset.name).collect();
        let names = names.join(", ");
        Error::Usage(format!("there is no preset '{name}'. There are: {names}"))
    })?;
    let link = format!("seed={}&{}", scene.seed, found.settings);
    let (read, wrong) = Scene::from_link(scene.entry, &link);
    *scene = read;
    first(wrong)
}
