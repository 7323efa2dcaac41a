//! The binary as a user meets it: every program by the table, then what only some of them have.

use assignment3::programs::ASSIGNMENT;
use common_programs::{Place, Subject, fails, succeeds};
use std::fs;

#[macro_use]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;
#[path = "program/export.rs"]
mod export;
#[path = "../../common/tests/programs/modules.rs"]
mod modules;

static SUBJECT: Subject = Subject {
    assignment: &ASSIGNMENT,
    binary: env!("CARGO_BIN_EXE_assignment3"),
};

fn place() -> Place<'static> {
    SUBJECT.place()
}

of_every_program! {}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let place = place();
    fs::write(
        place.path("flat.csv"),
        "a,label\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n",
    )
    .unwrap();
    fs::write(
        place.path("equal.csv"),
        format!("a,b,label\n{}", "1,2,x\n1,2,y\n".repeat(5)),
    )
    .unwrap();
    for (words, told) in [
        ("pca --components 0", &["--components", "at least 1"][..]),
        (
            "pca --components 320",
            &["320 training examples of 4096 features", "--components 319"],
        ),
        (
            "pca --dataset digits --components 64",
            &["61 directions", "--components 61"],
        ),
        ("pca --dataset moons --components 3", &["--components 2"]),
        (
            "pca --dataset flat.csv",
            &["1 features", "Use --components 1."],
        ),
        ("pca --dataset equal.csv", &["All of them are equal"]),
        ("pca --dataset face", &["Did you mean 'faces'"]),
        ("pca --dataset iris --noise 0.3", &["--noise", "iris"]),
        ("pca --form svd", &["auto", "covariance", "gram"]),
        ("pca --epochs 3", &["--epochs"]),
        (
            "gan --dataset moons",
            &["moons is points, and images are needed", "mnist"],
        ),
        ("gan --beta1 1", &["--beta1", "below 1"]),
        ("gan --batch-size 1", &["--batch-size", "at least 2"]),
        (
            "gan --batch-size 5001",
            &["--batch-size 5001 is larger than the training set of 5000"],
        ),
        (
            "gan --latent-dim 9223372036854775807",
            &["--latent-dim 9223372036854775807", "of memory"],
        ),
        ("evaluate runs/nothing", &["no run in runs/nothing"]),
    ] {
        fails(&place.run(words), 2, told);
    }
    fails(&place.run("pca --dataset none.csv"), 4, &["none.csv"]);
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn a_run_of_pca_ends_the_same_on_every_number_of_threads() {
    let result = |threads: &str| {
        let place = place();
        let mut command = place.command("pca --dataset digits --components 5 --no-figures --json");
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        succeeds(&output);
        let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        result["metrics"].clone()
    };
    let one = result("1");
    assert_eq!(one, result("2"));
    for (metric, least, most) in [
        ("explained_variance", 0.5, 0.6),
        ("train_reconstruction_error", 0.03, 0.04),
        ("test_reconstruction_error", 0.03, 0.04),
    ] {
        let value = one[metric].as_f64().unwrap();
        assert!((least..most).contains(&value), "{metric}: {value}");
    }
}

#[test]
fn both_forms_print_the_same_table() {
    let table = |form: &str| {
        let place = place();
        let words = format!("pca --components 4 --form {form} --preset quick --no-figures");
        let output = place.run(&words);
        succeeds(&output);
        let stderr = String::from_utf8(output.stderr).unwrap();
        let rows = stderr
            .lines()
            .filter(|line| line.contains(" %") && line.contains("0.0"));
        rows.map(Into::into).collect::<Vec<String>>()
    };
    let gram = table("gram");
    assert_eq!((gram.len(), &gram), (3, &table("covariance")));
}

#[test]
fn only_images_have_pictures_and_one_component_has_no_map() {
    for (words, figures) in [
        (
            "pca --dataset emoji --components 3",
            &["components", "error", "map", "reconstructions"][..],
        ),
        ("pca --dataset iris", &["error", "map"]),
        ("pca --dataset moons --components 1", &["error"]),
    ] {
        let place = place();
        succeeds(&place.run(words));
        let folder = place.folder_of("pca");
        let drawn = fs::read_dir(folder.join("figures")).unwrap();
        let drawn = drawn.map(|file| file.unwrap().path());
        let svg = drawn.filter(|path| path.extension().is_some_and(|it| it == "svg"));
        let mut names: Vec<String> = svg
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, figures, "{words}");
        let report = fs::read_to_string(folder.join("report.html")).unwrap();
        assert_eq!(report.contains("data:image/png"), words.contains("emoji"));
        assert!(!report.contains("http"), "nothing is asked of the network");
    }
}
