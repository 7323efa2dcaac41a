//! What `export` writes of an adversarial pair.

use crate::common_programs::exported::Exported;
use crate::common_programs::succeeds;
use crate::modules::tensors_of;
use crate::{SUBJECT, place};
use assignment3::programs::gan::Gan;
use burn::module::Module;
use common::program::reopen;
use common::run::Name;

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
    let generator = learner.gan.generator.module().valid();
    let discriminator = learner.gan.discriminator.module().valid();
    let mut expected = tensors_of(&generator, "generator.");
    expected.extend(tensors_of(&discriminator, "discriminator."));
    assert!(exported.tensors == expected);
    assert_eq!(exported.tensors["generator.output.weight"].0, [1024, 784]);
    assert_eq!(exported.tensors["discriminator.layers.2.bias"].0, [1]);
    assert_eq!(exported.metadata["program"], "gan");
}
