//! What `export` writes of an adversarial pair.

use crate::common_programs::exported::Exported;
use crate::common_programs::{fails, succeeds};
use crate::modules::tensors_of;
use crate::{SUBJECT, place};
use assignment3::programs::gan::Gan;
use assignment3::staff::pair::Pair;
use burn::module::Module;
use common::program::reopen;
use common::run::Name;
use common::tensors;
use std::fs;

#[test]
fn both_networks_are_exported_each_under_its_name() {
    let place = place();
    succeeds(&place.run("gan --preset quick --no-figures"));
    succeeds(&place.run("export gan --safetensors pair.safetensors"));
    let exported = Exported::read(&place.path("pair.safetensors"));
    let name = Name {
        assignment: SUBJECT.assignment.name,
        program: "gan",
    };
    let (_, _, learner) = reopen::<Gan>(name, &place.folder_of("gan")).unwrap();
    let Pair::Course(gan) = &learner.pair else {
        panic!("the sheet's GAN is the course's");
    };
    let generator = gan.generator.module().valid();
    let discriminator = gan.discriminator.module().valid();
    let mut expected = tensors_of(&generator, "generator.");
    expected.extend(tensors_of(&discriminator, "discriminator."));
    assert!(exported.tensors == expected);
    assert_eq!(exported.tensors["generator.output.weight"].0, [1024, 784]);
    assert_eq!(exported.tensors["discriminator.layers.2.bias"].0, [1]);
    assert_eq!(exported.metadata["program"], "gan");

    // One of the two alone, without its name in front.
    succeeds(&place.run("export gan --only generator --safetensors generator.safetensors"));
    let alone = Exported::read(&place.path("generator.safetensors"));
    assert!(alone.tensors == tensors_of(&generator, ""));
    let half = "export gan --only generator --half --safetensors half.safetensors";
    succeeds(&place.run(half));
    let bytes = |name: &str| fs::metadata(place.path(name)).unwrap().len();
    let numbers: usize = alone.tensors.values().map(|(_, it)| it.len()).sum();
    let saved = bytes("generator.safetensors") - bytes("half.safetensors");
    assert!(saved.abs_diff(2 * numbers as u64) < 100, "{saved} bytes");
    let half = tensors::all(&fs::read(place.path("half.safetensors")).unwrap()).unwrap();
    assert_eq!(half.len(), alone.tensors.len());
    for (name, data) in half {
        let (shape, numbers) = &alone.tensors[&name];
        assert_eq!(data.shape().as_slice(), shape);
        // Eleven binary digits, and steps of 6e-8 near 0.
        let near = |(half, whole): (f32, &f32)| (half - whole).abs() <= whole.abs() / 2048.0 + 6e-8;
        assert!(data.iter().zip(numbers).all(near), "{name}");
    }
    let told = ["--only judge", "It has: discriminator, generator"];
    let wrong = "export gan --only judge --safetensors none.safetensors";
    fails(&place.run(wrong), 2, &told);
    assert!(!place.path("none.safetensors").exists());
}
