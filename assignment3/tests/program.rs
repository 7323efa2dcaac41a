//! The binary as a user meets it: every program by the table, then what only some of them have.

use assignment3::programs::ASSIGNMENT;
use common_programs::{Place, Subject, fails, succeeds};
use std::fs;

#[macro_use]
#[path = "../../common/tests/programs/mod.rs"]
mod common_programs;
#[path = "program/adversaries.rs"]
mod adversaries;
#[path = "program/export.rs"]
mod export;
#[path = "program/faces.rs"]
mod faces;
#[path = "../../common/tests/programs/modules.rs"]
mod modules;
#[path = "program/vae.rs"]
mod vae;

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
        ("pca --dataset equal.csv", &["are all equal"]),
        ("pca --dataset face", &["Did you mean 'faces'"]),
        ("pca --dataset iris --noise 0.3", &["--noise", "iris"]),
        ("pca --form svd", &["auto", "covariance", "gram"]),
        ("pca --epochs 3", &["--epochs"]),
        (
            "pca --gamma 2",
            &["--gamma 2", "the linear kernel has none"],
        ),
        ("pca --kernel rbf --degree 2", &["--degree 2", "polynomial"]),
        ("pca --kernel rbf --form gram", &["--form", "--kernel"]),
        ("pca --kernel rbf --gamma -1", &["--gamma", "positive"]),
        (
            "pca --dataset iris --kernel rbf --components 120",
            &["--components 120", "directions"],
        ),
        (
            "pca --dataset faces --kernel polynomial --degree 40 --gamma 1",
            &["not finite", "--degree"],
        ),
        (
            "pca --dataset rings --examples 10000 --kernel rbf",
            &["8000 training examples are too many", "5000"],
        ),
        ("autoencoder --code-dim 0", &["--code-dim", "at least 1"]),
        (
            "autoencoder --arch linear --kind sparse",
            &["--arch", "only a plain one"],
        ),
        (
            "autoencoder --corruption 0.5",
            &["--corruption", "denoising"],
        ),
        (
            "autoencoder --kind denoising --corruption 1",
            &["--corruption", "below 1"],
        ),
        (
            "autoencoder --kind sparse --sparsity 0",
            &["--sparsity", "between 0 and 1"],
        ),
        (
            "autoencoder --kind sparse --penalty -1",
            &["--penalty", "0 or more"],
        ),
        (
            "autoencoder --kind convolutional --dataset moons",
            &["moons is points, and images are needed"],
        ),
        (
            "autoencoder --arch linear --hidden-sizes 5",
            &["--hidden-sizes"],
        ),
        (
            "autoencoder --hidden-sizes 9999999999",
            &["--hidden-sizes with --code-dim", "of memory"],
        ),
        (
            "autoencoder --batch-size 5001",
            &["training set has 5000 examples"],
        ),
        (
            "bottleneck --code-dims 5,2",
            &["--code-dims", "from short to long"],
        ),
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
        ("gan --latent-dim 0", &["--latent-dim", "at least 1"]),
        ("gan --loss squares", &["least-squares", "wasserstein-gp"]),
        (
            "gan --loss wasserstein-gp --arch dcgan",
            &["gradient of a gradient", "--loss hinge --spectral-norm"],
        ),
        (
            "gan --dataset ring --arch dcgan",
            &["ring is points", "Use --arch dense"],
        ),
        (
            "gan --loss hinge --label-smoothing 0.1",
            &["--loss hinge has none", "--loss non-saturating"],
        ),
        ("gan --critic-steps 0", &["--critic-steps", "at least 1"]),
        ("interpolate --samples 3,3", &["one sample twice"]),
        ("interpolate --samples 3", &["--samples 1,2"]),
        ("interpolate --samples 1,1001", &["1000 samples"]),
        ("interpolate --steps 0", &["--steps", "at least 1"]),
        ("interpolate --steps 39", &["at most 38"]),
        (
            "interpolate runs/nothing",
            &["no run in runs/nothing", "gan"],
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
        (
            "pca --dataset rings --examples 200 --kernel rbf",
            &["boundary", "maps", "shares"],
        ),
        (
            "pca --dataset swiss-roll --examples 200 --kernel polynomial",
            &["maps", "shares"],
        ),
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

#[test]
fn every_kind_of_autoencoder_is_trained_and_shown() {
    for (words, figures) in [
        (
            "--kind denoising",
            &["codes", "error", "reconstructions"][..],
        ),
        ("--kind sparse", &["codes", "error", "reconstructions"]),
        (
            "--kind convolutional",
            &["codes", "error", "reconstructions"],
        ),
        (
            "--arch linear",
            &["angles", "codes", "error", "reconstructions"],
        ),
        ("--arch stuck", &["codes", "error", "reconstructions"]),
        ("--dataset rings --code-dim 1", &["error"]),
        ("--dataset iris", &["codes", "error"]),
    ] {
        let place = place();
        let result = place.result(&format!("autoencoder --preset quick {words}"));
        let metrics = &result["metrics"];
        for metric in ["test_reconstruction_error", "pca_reconstruction_error"] {
            assert!(
                metrics[metric].as_f64().unwrap() > 0.0,
                "{words}: {metrics}"
            );
        }
        assert_eq!(
            metrics["test_largest_angle"].is_f64(),
            words == "--arch linear",
            "{words}"
        );
        let folder = place.folder_of("autoencoder").join("figures");
        let drawn = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let svg = drawn.filter(|path| path.extension().is_some_and(|it| it == "svg"));
        let mut names: Vec<String> = svg
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, figures, "{words}");
    }
}
