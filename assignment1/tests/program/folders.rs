//! Run folders as users leave them: edited, damaged, copied, taken by another process.

use super::common_programs::Place;
use super::{fails, place, succeeds};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const WORDS: &str = "mlp --preset quick --no-figures --progress none --checkpoint-seconds 0";
const RESUME: &str = "mlp --resume --no-figures --progress none";

/// A run that is stopped in its middle, and its folder.
fn stopped() -> (Place<'static>, PathBuf) {
    let place = place();
    place.stopped(WORDS, "kill:step:40");
    let folder = place.folder_of("mlp");
    (place, folder)
}

fn checkpoint(folder: &Path) -> PathBuf {
    let last = fs::read_to_string(folder.join("checkpoints/last")).unwrap();
    folder.join("checkpoints").join(last)
}

#[test]
fn a_run_that_another_process_trains_is_refused_and_named() {
    let (place, folder) = stopped();
    let lock = fs::File::options()
        .write(true)
        .open(folder.join("lock"))
        .unwrap();
    lock.lock().unwrap();
    let holder = fs::read_to_string(folder.join("lock")).unwrap();
    let metrics = place.metrics_of("mlp");
    let told = format!("is being trained by process {holder}");
    fails(&place.run(RESUME), 2, &[&told, "Wait until it ends"]);
    assert_eq!(place.metrics_of("mlp"), metrics);
    // A process that is gone holds nothing, however it ended.
    drop(lock);
    succeeds(&place.run(RESUME));
}

#[test]
fn a_changed_table_is_left_alone_until_it_is_put_back() {
    let (place, folder) = stopped();
    let table = folder.join("metrics.csv");
    let text = fs::read_to_string(&table).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let narrow: Vec<&str> = text
        .lines()
        .map(|line| line.rsplit_once(',').unwrap().0)
        .collect();
    for changed in [
        text.replace(',', ";").into_bytes(),
        utf16,
        narrow.join("\n").into_bytes(),
    ] {
        fs::write(&table, &changed).unwrap();
        let output = place.run(RESUME);
        fails(&output, 4, &["metrics.csv was changed", "nothing was cut"]);
        assert_eq!(fs::read(&table).unwrap(), changed);
    }
    // What the message says.
    fs::copy(checkpoint(&folder).join("metrics.csv"), &table).unwrap();
    succeeds(&place.run(RESUME));
    let whole = self::place();
    succeeds(&whole.run(WORDS));
    assert_eq!(place.metrics_of("mlp"), whole.metrics_of("mlp"));
}

#[test]
fn a_table_without_its_last_line_end_loses_no_line() {
    let (place, folder) = stopped();
    let table = folder.join("metrics.csv");
    let text = fs::read_to_string(checkpoint(&folder).join("metrics.csv")).unwrap();
    fs::write(&table, text.trim_end()).unwrap();
    succeeds(&place.run(RESUME));
    assert!(fs::read_to_string(&table).unwrap().starts_with(&text));
}

#[test]
fn a_damaged_checkpoint_names_its_file_and_what_to_do() {
    let (place, folder) = stopped();
    let path = checkpoint(&folder).join("parameters.safetensors");
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    let length = flipped.len();
    flipped[length - 40..]
        .iter_mut()
        .for_each(|byte| *byte ^= 1);
    for bytes in [&whole[..300], &[], &flipped] {
        fs::write(&path, bytes).unwrap();
        let evaluate = format!("evaluate {}", folder.display());
        for words in [RESUME, &evaluate] {
            let told = ["parameters.safetensors has changed", "start a new run"];
            fails(&place.run(words), 4, &told);
        }
    }
    fs::write(&path, &whole).unwrap();
    // What other programs leave behind.
    fs::create_dir(checkpoint(&folder).join(".ipynb_checkpoints")).unwrap();
    fs::write(checkpoint(&folder).join(".DS_Store"), "x").unwrap();
    succeeds(&place.run(RESUME));
}

#[test]
fn the_newest_run_is_the_one_that_began_last_whatever_the_clock_said() {
    let place = place();
    // Eleven runs, as quickly as they come, their names in the wrong order afterwards.
    let runs = place.out_dir().join("assignment1/mlp");
    let mut last = PathBuf::new();
    for number in 0..11 {
        let before: Vec<PathBuf> = folders(&runs);
        place.stopped(WORDS, "kill:step:1");
        let new = folders(&runs).into_iter().find(|it| !before.contains(it));
        last = runs.join(format!("{:02}-renamed", 20 - number));
        fs::rename(new.unwrap(), &last).unwrap();
    }
    succeeds(&place.run(RESUME));
    assert!(last.join("result.json").exists());
}

fn folders(runs: &Path) -> Vec<PathBuf> {
    let runs = fs::read_dir(runs).into_iter().flatten();
    runs.map(|run| run.unwrap().path()).collect()
}

#[test]
fn the_printed_command_is_one_that_a_shell_takes() {
    let place = place();
    let mut command = place.command(WORDS);
    command.args(["--out-dir", "my runs/作业 'x'"]);
    let output = command.env("CS324_STOP", "int:step:1").output().unwrap();
    fails(&output, 130, &["nothing is lost"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    let printed = stderr
        .lines()
        .find_map(|line| line.trim().strip_prefix("cargo run -p assignment1 -- "));
    // As the shell that it is pasted into does it.
    let pasted = format!(
        "{} {} --no-figures --progress none",
        place.subject.binary,
        printed.unwrap()
    );
    let mut shell = std::process::Command::new("sh");
    let output = shell
        .args(["-c", &pasted])
        .current_dir(place.folder.path())
        .output();
    succeeds(&output.unwrap());
}

#[test]
fn a_program_that_fails_before_it_has_trained_leaves_nothing() {
    let place = place();
    let output = place
        .command(WORDS)
        .env("CS324_STOP", "panic:step:1")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(folders(&place.out_dir().join("assignment1/mlp")).is_empty());
    // One that has a checkpoint keeps it.
    let output = place
        .command(WORDS)
        .env("CS324_STOP", "panic:step:40")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    succeeds(&place.run(RESUME));
}

#[cfg(unix)]
#[test]
fn a_place_whose_name_is_no_text_works() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = place();
    let name = OsStr::from_bytes(b"out\xc4\xe3");
    let mut command = place.command("mlp --preset quick --json --progress none");
    let output = command.arg("--out-dir").arg(name).output().unwrap();
    succeeds(&output);
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(result["run_dir"].as_str().unwrap().starts_with("out"));
    let runs = folders(&place.folder.path().join(name).join("assignment1/mlp"));
    assert!(runs.len() == 1 && runs[0].join("report.html").exists());
    // A data set's name has to be text, and which argument is none is said.
    for flag in ["--dataset", "--data-dir"] {
        let mut command = place.command(&format!("mlp {flag}"));
        let output = command.arg(OsStr::from_bytes(b"\xc4\xe3.csv")).output();
        fails(&output.unwrap(), 2, &[".csv' is no text in UTF-8"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_on_a_disk_that_became_read_only_is_evaluated_and_says_how_to_go_on() {
    let (place, folder) = stopped();
    let disk = place.path("disk");
    fs::create_dir(&disk).unwrap();
    let Some(mounted) = super::disks::SmallDisk::mount(&disk, "size=4m") else {
        return;
    };
    let copy = |from: &Path, to: &Path| {
        let mut copy = std::process::Command::new("cp");
        assert!(copy.arg("-r").args([from, to]).status().unwrap().success());
    };
    copy(&folder, &disk.join("run"));
    let mut remount = std::process::Command::new("mount");
    let remount = remount.args(["-o", "remount,ro"]).arg(&mounted.0).status();
    assert!(remount.unwrap().success());
    succeeds(&place.run("evaluate disk/run"));
    let resume = "mlp --resume disk/run --no-figures --progress none";
    fails(
        &place.run(resume),
        1,
        &["disk/run cannot be written", "Copy it", "--resume copy"],
    );
    copy(&disk.join("run"), &place.path("copy"));
    succeeds(&place.run("mlp --resume copy --no-figures --progress none"));
}

#[test]
fn a_run_of_a_file_goes_on_from_anywhere_but_not_with_another_file() {
    let place = place();
    let row = |number: usize| {
        format!(
            "{number},{},{}\n",
            number % 7,
            if number < 20 { "a" } else { "b" }
        )
    };
    let text = format!(
        "length,width,label\n{}",
        (0..40).map(row).collect::<String>()
    );
    fs::write(place.path("t.csv"), &text).unwrap();
    let words = WORDS.replace("mlp ", "mlp --dataset t.csv --epochs 20 ");
    place.stopped(&words, "kill:step:15");
    let folder = place.folder_of("mlp");
    let evaluate = format!("evaluate {}", folder.display());
    succeeds(&place.run(&evaluate));
    fs::create_dir(place.path("elsewhere")).unwrap();
    let mut from_elsewhere = place.command(&evaluate);
    succeeds(
        &from_elsewhere
            .current_dir(place.path("elsewhere"))
            .output()
            .unwrap(),
    );
    let swapped = text.replace("length,width", "width,length");
    fs::write(place.path("t.csv"), &swapped).unwrap();
    for words in [&evaluate, RESUME] {
        fails(&place.run(words), 4, &["t.csv has changed since the run"]);
    }
    fs::write(place.path("t.csv"), &text).unwrap();
    succeeds(&place.run(&format!("{RESUME} --dataset ./t.csv")));
}
