use assignment1::activations::Activation;
use assignment1::staff::compare::{Setting, compare};
use common::by_hand::{Device, Streams};

#[test]
fn by_hand_and_by_burn_are_the_same_network() {
    for (number, activation) in [
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Tanh,
        Activation::Sigmoid,
    ]
    .into_iter()
    .enumerate()
    {
        let setting = Setting {
            features: 7,
            hidden_sizes: vec![20, 10],
            classes: 3,
            activation,
            batch_size: 32,
            steps: 100,
            learning_rate: 0.1,
        };
        let streams = Streams::new(number as u64);
        let differences = compare(&setting, &streams, &Device::flex());
        assert_eq!(differences.len(), 2 + 6 + 6);
        for difference in differences {
            assert!(
                difference.largest <= 1e-5,
                "{activation:?}: {} differs by {:.1e}",
                difference.tensor,
                difference.largest
            );
        }
    }
}
