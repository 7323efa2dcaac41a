//! A demonstration without a page: the same numbers and the same picture.

use common::console;
use common::demo::{Scene, Show};
use common::error::{Error, Result};
use common::files;
use common::learner::Start;
use std::path::PathBuf;

/// Where the numbers and the picture go.
#[derive(Debug, clap::Args)]
pub struct Files {
    /// Write the numbers over the steps into this file
    #[arg(long, value_name = "FILE", requires = "headless")]
    pub csv: Option<PathBuf>,

    /// Draw what is to be seen after the last step into this file
    #[arg(long, value_name = "FILE", requires = "headless")]
    pub png: Option<PathBuf>,
}

/// Plays a scene up to its step.
///
/// # Errors
/// Those of the demo and of writing files.
pub fn play(scene: Scene, start: &Start, files: &Files) -> Result<()> {
    let step = scene.step;
    let late = scene.turns.iter().map(|(_, turn)| turn.step).max();
    if let Some(path) = &files.png
        && !path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("png"))
    {
        let path = path.display();
        let words = format!("--png {path}: the picture is a PNG, so its file ends in .png");
        return Err(Error::Usage(words));
    }
    if let Some(late) = late.filter(|late| *late > step) {
        console::tell(format_args!(
            "warning: what is turned at step {late} is not reached with --steps {step}"
        ));
    }
    let mut show = Show::new(scene, start)?;
    show.go_to(step)?;
    if show.steps() < step {
        console::tell(format_args!(
            "it has ended after {} of the {step} steps of --steps",
            show.steps()
        ));
    }
    // What is measured at the last step belongs to the numbers.
    let sight = show.sight()?;
    if let Some(path) = &files.csv {
        files::write_atomic(path, show.csv().as_bytes())?;
    }
    if let Some(path) = &files.png {
        let png = show.figure()?.to_png();
        let png = png.map_err(|reason| Error::Failed(format!("no picture: {reason}")))?;
        files::write_atomic(path, &png)?;
    }
    for (side, name) in sight.sides.iter().zip(["", "b."]) {
        for (number, value) in &side.numbers {
            console::print(format_args!("{:<20} {value}", format!("{name}{number}")))?;
        }
        if !side.frame.clock.is_empty() {
            console::tell(format_args!("{name}{}", side.frame.clock));
        }
        for remark in &side.frame.remarks {
            console::tell(format_args!("{name} {}", remark.words));
        }
    }
    Ok(())
}
