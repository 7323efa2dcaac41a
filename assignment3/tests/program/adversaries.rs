//! `gan` in its variants and `interpolate` as a user meets them.

use crate::common_programs::{fails, succeeds};
use crate::place;
use std::fs;

#[test]
fn a_ring_says_how_many_modes_are_covered_and_that_a_beginner_has_none() {
    let place = place();
    let result = place.result("gan --dataset ring --preset quick");
    let metrics = &result["metrics"];
    let modes = metrics["test_modes_covered"].as_f64().unwrap();
    assert!(
        (0.0..=8.0).contains(&modes) && modes.fract() == 0.0,
        "{modes}"
    );
    assert!(metrics["test_near_a_mode"].as_f64().unwrap() <= 1.0);
    let folder = place.folder_of("gan");
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    assert_eq!(report.contains("Collapsed: "), modes < 4.0);
    for figure in ["samples", "judgements", "losses", "modes_covered"] {
        assert!(
            folder.join(format!("figures/{figure}.svg")).is_file(),
            "{figure}"
        );
    }
    let told = ["makes points of a ring", "gan"];
    fails(&place.run("interpolate gan"), 2, &told);
}

#[test]
fn digits_are_marked_beside_real_ones_and_those_of_an_untrained_generator() {
    let result = place().result("gan --preset quick --no-figures");
    let of = |name: &str| result["metrics"][name].as_f64().unwrap();
    let (trained, untrained, real) = (of("frechet"), of("frechet_untrained"), of("frechet_real"));
    // The pages say 72 and some 3,500.
    assert!((real - 72.0).abs() < 1.0, "{real}");
    assert!((3300.0..3800.0).contains(&untrained), "{untrained}");
    assert!(real < trained && trained < 1.1 * untrained, "{trained}");
    assert!((0.0..=10.0).contains(&of("classes_covered")));
    for share in ["confidence", "precision", "recall"] {
        assert!((0.0..=1.0).contains(&of(share)), "{share}");
    }
    // Noise is farther from every digit than digits are from one another.
    assert!(of("nearest_ratio") > 1.0);
}

#[test]
fn every_variant_runs_and_is_measured_again_as_it_was() {
    for words in [
        "--loss minimax --label-smoothing 0.1",
        "--loss least-squares --conditional",
        "--loss wasserstein-clip",
        "--loss wasserstein-gp --conditional",
        "--loss hinge --spectral-norm --lr-generator 0.0001",
        "--arch dcgan --conditional",
    ] {
        let place = place();
        let words = format!("gan --preset quick --dataset digits --no-figures {words}");
        let result = place.result(&words);
        let again = place.result("evaluate gan");
        for metric in ["test_g_loss", "test_d_loss", "test_spread"] {
            let of = |of: &serde_json::Value| of[metric].as_f64();
            assert!(
                of(&result["metrics"]).is_some_and(f64::is_finite),
                "{words}: {metric}"
            );
            assert_eq!(of(&result["metrics"]), of(&again), "{words}: {metric}");
        }
    }
}

#[test]
fn a_strip_has_nine_pictures_of_each_way_and_ends_at_the_named_samples() {
    let place = place();
    succeeds(&place.run("gan --preset quick --dataset digits --no-figures --conditional"));
    let result = place.result("interpolate gan --samples 2,5");
    let metrics = &result["metrics"];
    let shortest = ["straight", "spherical"]
        .map(|way| metrics[format!("{way}_shortest_noise")].as_f64().unwrap());
    assert!(shortest[0] < shortest[1], "{shortest:?}");
    let folder = place.folder_of("interpolate");
    let svg = fs::read_to_string(folder.join("figures/interpolation.svg")).unwrap();
    assert_eq!(svg.matches("<image ").count(), 18);
    assert!(
        svg.contains("From sample 2 to sample 5")
            && folder.join("figures/interpolation.png").is_file()
    );
}

#[test]
fn of_a_variational_autoencoder_the_way_is_between_codes_of_test_pictures() {
    let place = place();
    succeeds(&place.run("vae --preset quick --dataset digits --no-figures"));
    let result = place.result("interpolate vae");
    for way in ["straight", "spherical"] {
        let shortest = result["metrics"][format!("{way}_shortest_code")].as_f64();
        assert!(shortest.unwrap() > 0.0, "{way}");
    }
    let figure = place
        .folder_of("interpolate")
        .join("figures/interpolation.svg");
    let svg = fs::read_to_string(figure).unwrap();
    assert_eq!(svg.matches("<image ").count(), 18);
    assert!(svg.contains("From test picture 1 to test picture 2"));
    let told = ["--samples 1,11", "10 test pictures"];
    fails(&place.run("interpolate vae --samples 1,11"), 2, &told);
}

#[test]
fn a_checkpoint_of_another_network_is_refused() {
    let place = place();
    succeeds(&place.run("gan --preset quick --dataset digits --no-figures"));
    let settings = place.folder_of("gan").join("run.toml");
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains("arch = \"dense\""), "{text}");
    fs::write(
        &settings,
        text.replace("arch = \"dense\"", "arch = \"dcgan\""),
    )
    .unwrap();
    let run = place.folder_of("gan");
    let told = ["the checkpoint does not fit"];
    fails(
        &place.run(&format!("interpolate {}", run.display())),
        4,
        &told,
    );
}
