//! `faces` and the generators that it shows, as a user meets them.

use crate::common_programs::{fails, succeeds};
use crate::place;
use png::{ColorType, Decoder};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

/// The frames of an animation, decoded one after the other: how many, how often they are shown, and how many differ from the
/// one before.
fn frames(path: &Path) -> (ColorType, [u32; 4]) {
    let file = BufReader::new(File::open(path).unwrap());
    let mut reader = Decoder::new(file).read_info().unwrap();
    let info = reader.info();
    let (color, control) = (info.color_type, info.animation_control.unwrap());
    let sides = (info.width, info.height);
    assert_eq!(sides, (256, 256));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let (mut before, mut moves, mut decoded) = (Vec::new(), 0, 0);
    while reader.next_frame(&mut pixels).is_ok() {
        moves += u32::from(pixels != before);
        before.clone_from(&pixels);
        decoded += 1;
    }
    (
        color,
        [control.num_frames, control.num_plays, decoded, moves],
    )
}

#[test]
fn faces_are_shown_measured_and_move_in_a_picture_that_a_browser_plays() {
    let place = place();
    let result = place.result("faces --stops 3 --frames 5");
    let metrics = &result["metrics"];
    let metric = |name: &str| metrics[name].as_f64().unwrap();
    for time in ["frames_per_second", "frame_ms", "frame_ms_95"] {
        assert!(metric(time) > 0.0, "{time}");
    }
    assert!(metric("frame_ms") <= metric("frame_ms_95"));
    // 480 running statistics are not learned.
    assert_eq!(
        (metric("parameters"), metric("bytes")),
        (305_889.0, 4.0 * 306_369.0)
    );
    for distance in ["nearest_distance", "test_nearest_distance"] {
        assert!((0.001..0.5).contains(&metric(distance)), "{distance}");
    }
    let figures = place.folder_of("faces").join("figures");
    let (color, counts) = frames(&figures.join("animation.png"));
    // 0 plays are without end.
    assert_eq!((color, counts), (ColorType::Grayscale, [15, 0, 15, 15]));
    let svg = |name: &str| fs::read_to_string(figures.join(format!("{name}.svg"))).unwrap();
    assert_eq!(svg("interpolation").matches("<image ").count(), 9);
    assert_eq!(svg("nearest").matches("<image ").count(), 16);
    let report = fs::read_to_string(place.folder_of("faces").join("report.html")).unwrap();
    assert!(report.contains("photographs of 40 volunteers"));
    assert!(report.contains("<img alt=\"animation\" src=\"data:image/png;base64,"));
}

#[test]
fn emoji_have_colours_and_the_seed_chooses_the_samples() {
    let distances = ["--seed 1", "--seed 1", "--seed 2"].map(|seed| {
        let place = place();
        let result = place.result(&format!("faces --dataset emoji --preset quick {seed}"));
        let figures = place.folder_of("faces").join("figures");
        let (color, counts) = frames(&figures.join("animation.png"));
        assert_eq!((color, counts), (ColorType::Rgb, [8, 0, 8, 8]));
        result["metrics"]["nearest_distance"].as_f64().unwrap()
    });
    assert_eq!(distances[0], distances[1]);
    assert_ne!(distances[0], distances[2]);
}

#[test]
fn a_run_of_convolutions_is_shown_with_its_own_samples_and_width() {
    let place = place();
    let gan = "gan --preset quick --dataset digits --arch dcgan --width 3 --no-figures";
    let trained = place.result(gan);
    let result = place.result("faces gan --stops 2 --frames 2 --no-figures");
    assert_eq!(
        result["metrics"]["parameters"],
        trained["metrics"]["generator_parameters"]
    );
    assert!(!place.folder_of("faces").join("figures").exists());
    let told = ["--dataset emoji", "Leave one of them out"];
    fails(&place.run("faces gan --dataset emoji"), 2, &told);
}

#[test]
fn what_has_no_generator_of_pictures_by_convolutions_is_refused_with_what_makes_one() {
    for (made, told) in [
        ("--dataset ring", "makes points of a ring"),
        ("--dataset digits", "fully connected"),
        (
            "--dataset digits --arch dcgan --conditional",
            "--conditional",
        ),
    ] {
        let place = place();
        succeeds(&place.run(&format!("gan --preset quick --no-figures {made}")));
        fails(
            &place.run("faces gan"),
            2,
            &[told, "gan --arch dcgan --dataset faces"],
        );
        assert!(!place.out_dir().join("assignment3/faces").exists());
    }
}

#[test]
fn words_that_cannot_be_meant_are_refused() {
    let place = place();
    for (words, told) in [
        ("faces --stops 1", &["--stops", "at least 2"][..]),
        ("faces --stops 201", &["--stops 201", "200 samples"]),
        ("faces --frames 0", &["--frames", "at least 1"]),
        (
            "faces --stops 100 --frames 100",
            &["--frames 100", "more than 5000 pictures"],
        ),
        (
            "faces --dataset ring",
            &["no generator of ring", "faces or emoji"],
        ),
        (
            "faces --dataset mnist",
            &["no generator of mnist", "gan --arch dcgan"],
        ),
        ("faces runs/none", &["there is no run in runs/none"]),
        ("gan --width 8", &["--width 8", "--arch dcgan"]),
        ("gan --arch dcgan --width 0", &["--width", "at least 1"]),
        (
            "gan --arch dcgan --width 99999999999",
            &["--width 99999999999", "of memory"],
        ),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists());
}

#[test]
fn pictures_of_faces_and_emoji_have_settings_of_their_own() {
    let place = place();
    let settings = |words: &str| {
        let printed = place.run(&format!("gan --arch dcgan --print-config {words}"));
        succeeds(&printed);
        let printed = String::from_utf8(printed.stdout).unwrap();
        ["width", "latent-dim", "batch-size", "epochs", "eval-every"].map(|name| {
            let mut lines = printed.lines().filter_map(|line| line.split_once(" = "));
            let (_, value) = lines.find(|(flag, _)| *flag == name).unwrap();
            value.parse::<usize>().unwrap()
        })
    };
    assert_eq!(
        settings("--dataset faces --preset paper"),
        [16, 64, 32, 450, 50]
    );
    assert_eq!(
        settings("--dataset emoji --preset paper"),
        [32, 64, 32, 600, 100]
    );
    assert_eq!(settings("--dataset faces"), [16, 64, 32, 15, 1]);
    assert_eq!(settings(""), [32, 100, 64, 15, 1]);
}
