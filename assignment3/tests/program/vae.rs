//! Variational autoencoders on the command line: what is refused, and what a run leaves.

use crate::common_programs::{fails, succeeds};
use crate::place;
use std::fs;

#[test]
fn what_a_vae_cannot_be_is_refused_before_anything_is_written() {
    let place = place();
    for (words, told) in [
        ("vae --beta -1", &["--beta", "0 or more"][..]),
        ("vae --latent-dim 0", &["--latent-dim", "at least 1"]),
        ("vae --hidden 0", &["--hidden", "at least 1"]),
        ("vae --arch deep", &["dense", "convolutional"]),
        ("vae --decoder laplace", &["bernoulli", "gaussian"]),
        (
            "vae --dataset moons",
            &["moons is points, and images are needed", "mnist"],
        ),
        (
            "vae --batch-size 5001",
            &["5000 examples, fewer than the 5001"],
        ),
        (
            "vae --latent-dim 9223372036854775807",
            &["--latent-dim 9223372036854775807", "of memory"],
        ),
    ] {
        fails(&place.run(words), 2, told);
    }
    assert!(!place.out_dir().exists(), "nothing was written");
}

#[test]
fn a_checkpoint_of_other_networks_is_refused_with_what_differs() {
    let place = place();
    succeeds(&place.run("vae --preset quick --dataset digits --no-figures"));
    let folder = place.folder_of("vae");
    let settings = folder.join("run.toml");
    let own = fs::read_to_string(&settings).unwrap();
    for (is, becomes, told) in [
        ("dense", "convolutional", "encoder.hidden.weight"),
        ("bernoulli", "gaussian", "log_deviation"),
        ("latent-dim = 20", "latent-dim = 3", "encoder.mean.weight"),
    ] {
        fs::write(&settings, own.replace(is, becomes)).unwrap();
        let output = place.run(&format!("evaluate {}", folder.display()));
        fails(&output, 4, &["does not fit", told]);
    }
}

#[test]
fn the_figures_follow_from_the_dimensions_of_a_code() {
    for (words, figures) in [
        (
            "vae --preset quick --dataset digits --arch convolutional",
            &["between", "dimensions", "reconstructions", "samples"],
        ),
        (
            "vae --preset quick --dataset digits --decoder gaussian --latent-dim 2",
            &["dimensions", "manifold", "reconstructions", "samples"],
        ),
    ] {
        let place = place();
        let result = place.result(words);
        let drawn = fs::read_dir(place.folder_of("vae").join("figures")).unwrap();
        let drawn = drawn.map(|file| file.unwrap().path());
        let svg = drawn.filter(|path| path.extension().is_some_and(|it| it == "svg"));
        let mut names: Vec<String> = svg
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, figures, "{words}");
        let metrics = &result["metrics"];
        let number = |name: &str| metrics[name].as_f64();
        let parts = ["reconstruction", "kl"].map(|part| number(&format!("test_{part}")).unwrap());
        assert!((number("test_loss").unwrap() - parts[0] - parts[1]).abs() < 1e-3);
        assert!(number("test_importance_bound").is_some(), "{words}");
        assert_eq!(
            number("pixel_deviation").is_some(),
            words.contains("gaussian")
        );
    }
}
