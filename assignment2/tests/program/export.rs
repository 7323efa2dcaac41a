//! What `export` writes of a convolutional and of a recurrent network, and what it refuses.

use crate::common_programs::exported::Exported;
use crate::common_programs::{fails, succeeds};
use crate::modules::tensors_of;
use crate::{SUBJECT, place};
use assignment2::programs::cnn::Cnn;
use assignment2::programs::rnn::Rnn;
use burn::module::Module;
use common::program::{Training, reopen};
use common::run::Name;
use std::fs;
use std::path::Path;

/// A saved run, with the weights that count.
fn opened<T: Training>(folder: &Path) -> T::Learner {
    let name = Name {
        assignment: SUBJECT.assignment.name,
        program: T::NAME,
    };
    reopen::<T>(name, folder).unwrap().2
}

#[test]
fn a_network_with_batch_normalisation_is_exported_with_its_averages() {
    let place = place();
    succeeds(&place.run("cnn --preset quick --arch vgg --no-figures --seed 7"));
    succeeds(&place.run("export cnn --safetensors vgg.safetensors"));
    let exported = Exported::read(&place.path("vgg.safetensors"));
    let network = opened::<Cnn>(&place.folder_of("cnn")).model().valid();
    assert!(exported.tensors == tensors_of(&network, ""));
    let shapes = ["convolution.weight", "norm.gamma", "norm.running_mean"].map(|tensor| {
        let name = format!("Vgg.stages.1.0.{tensor}");
        exported.tensors[&name].0.clone()
    });
    assert_eq!(shapes, [vec![128, 64, 3, 3], vec![128], vec![128]]);
    // They have moved away from where they begin.
    let (_, averages) = &exported.tensors["Vgg.stages.1.0.norm.running_var"];
    assert!(averages.iter().all(|it| *it != 1.0));
    for (key, value) in [
        ("assignment", "assignment2"),
        ("format", "burn"),
        ("program", "cnn"),
        ("seed", "7"),
    ] {
        assert_eq!(exported.metadata[key], value);
    }
}

#[test]
fn the_weights_that_a_validation_part_has_chosen_are_those_that_count() {
    let place = place();
    // So high a rate that no step makes it better.
    let result = place.result("cnn --preset quick --hold-out 0.2 --lr 1 --no-figures");
    assert_eq!(result["metrics"]["best_step"], 0.0);
    succeeds(&place.run("export cnn --safetensors chosen.safetensors"));
    let exported = Exported::read(&place.path("chosen.safetensors"));
    assert_eq!(exported.metadata["step"], "0");
    let network = opened::<Cnn>(&place.folder_of("cnn")).model().valid();
    assert!(exported.tensors == tensors_of(&network, ""));
}

#[test]
fn a_recurrent_network_is_exported_by_name_and_twice_with_the_same_bytes() {
    let place = place();
    succeeds(&place.run("rnn --preset quick --no-figures"));
    let folder = place.folder_of("rnn");
    let run = folder.display();
    let output = place.run(&format!("export {run} --safetensors one.safetensors"));
    succeeds(&output);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("layer.w_h") && told.contains("[128, 128]"),
        "{told}"
    );
    succeeds(&place.run("export rnn --safetensors two.safetensors"));
    let read = |name| fs::read(place.path(name)).unwrap();
    assert_eq!(read("one.safetensors"), read("two.safetensors"));
    let exported = Exported::read(&place.path("one.safetensors"));
    let network = opened::<Rnn>(&folder).model().valid();
    assert!(exported.tensors == tensors_of(&network, ""));
    assert_eq!(exported.tensors["layer.w_x"].0, [1, 128]);
    assert_eq!(exported.metadata["step"], "40");
}

#[test]
fn what_cannot_be_exported_is_refused_and_nothing_is_written_over() {
    let place = place();
    succeeds(&place.run("rnn --preset quick --no-figures"));
    fs::write(place.path("mine.txt"), "mine").unwrap();
    for (words, told) in [
        (
            "rnn --safetensors mine.txt",
            &["mine.txt is there already"][..],
        ),
        ("rnn --safetensors .", &[". is there already"]),
        (
            "rnn --safetensors no/a.st",
            &["no folder no", "Make it first"],
        ),
        ("rnn", &["--safetensors <FILE>"]),
        ("cnn --safetensors a.st", &["no finished run of `cnn`"]),
        (
            "rnn --out-dir other --safetensors a.st",
            &["run of `rnn` in other"],
        ),
        (
            "convolution --safetensors a.st",
            &["`convolution` trains nothing", "cnn"],
        ),
    ] {
        fails(&place.run(&format!("export {words}")), 2, told);
    }
    assert_eq!(fs::read_to_string(place.path("mine.txt")).unwrap(), "mine");
    assert!(!place.path("a.st").exists());
    let last = place.folder_of("rnn").join("checkpoints/40/model.bpk");
    fs::write(&last, "cut off").unwrap();
    let damaged = place.run("export rnn --safetensors a.st");
    fails(&damaged, 4, &["model.bpk has changed"]);
}

#[test]
fn an_unfinished_run_is_exported_from_its_last_checkpoint() {
    let place = place();
    let words = "rnn --preset quick --no-figures --checkpoint-seconds 0";
    place.stopped(words, "kill:step:1");
    let run = place.folder_of("rnn").display().to_string();
    let export = format!("export {run} --safetensors a.st");
    fails(
        &place.run(&export),
        2,
        &["no checkpoint yet", "rnn --resume"],
    );
    place.stopped(
        "rnn --resume --checkpoint-seconds 0 --no-figures",
        "kill:result:1",
    );
    let output = place.run(&export);
    succeeds(&output);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the run is not finished"), "{told}");
    assert_eq!(Exported::read(&place.path("a.st")).metadata["step"], "40");
}
