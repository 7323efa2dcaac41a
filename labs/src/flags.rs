//! The flags of a demonstration, made from its knobs, and its help, made from its words.

use crate::headless::Files;
use clap::{Arg, ArgAction, Args, Command};
use common::demo::{Entry, Knob, Scene};

/// The command line of a demonstration.
pub fn of_demo(entry: &'static Entry) -> Command {
    let words = &entry.words;
    let text = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let many = |arg: Arg| arg.action(ArgAction::Append);
    let command = Command::new(entry.name)
        .next_help_heading("Knobs")
        .args((entry.knobs)().iter().map(of_knob))
        .next_help_heading("What is played")
        .arg(
            text("seed", "Seed of all random numbers [default: 42]")
                .value_name("N")
                .allow_negative_numbers(true),
        )
        .arg(
            text("steps", "How many steps to go [default: 0]")
                .value_name("N")
                .allow_negative_numbers(true),
        )
        // What stands here is answered with advice.
        .arg(Arg::new("more").hide(true).num_args(0..))
        .arg(
            many(text("b", "Compare with a second side on the same seed"))
                .value_name("KNOB=VALUE")
                .num_args(0..=1)
                .default_missing_value(""),
        )
        .arg(
            many(text("turn", "What is turned on the way, as 120:lr=0.1"))
                .value_name("STEP:KNOB=VALUE"),
        )
        .next_help_heading("Without a page")
        .arg(
            text("headless", "Play up to the step and print the numbers")
                .action(ArgAction::SetTrue),
        );
    let presets = words.presets.iter().map(|preset| {
        let line = Scene::preset(entry, preset).0.command_line();
        format!("\n  {}: {}\n    {line}", preset.name, preset.why)
    });
    let presets: String = presets.collect();
    let presets = match presets.as_str() {
        "" => String::new(),
        presets => format!("\n\nSettings worth showing:{presets}"),
    };
    Files::augment_args(command)
        .about(words.title)
        .after_help(format!(
            "A step: {}.\nTo ask before it plays: {}{presets}",
            words.step, words.question
        ))
}

fn of_knob(knob: &Knob) -> Arg {
    let range = &knob.dial;
    let default = match &knob.default {
        serde_json::Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let live = if knob.live { ", at any step" } else { "" };
    let arg = Arg::new(knob.name).long(knob.name).value_name("VALUE");
    arg.help(format!(
        "{}{live}: {range} [default: {default}]",
        knob.label
    ))
    .allow_negative_numbers(true)
}
