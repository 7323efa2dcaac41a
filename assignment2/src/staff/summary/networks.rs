//! The ways through the networks, as their `features` and `classify` go. A test goes both.

use super::{Layers, Row};
use crate::inception::{self, Inception};
use crate::lenet::LeNet;
use crate::resnet::ResNet;
use crate::staff::network::Network;
use crate::vgg::Vgg;

/// The layers of a network, from the image on.
pub(super) fn rows(network: &Network, image: [usize; 3]) -> Vec<Row> {
    let mut layers = Layers::from(&image);
    match network {
        Network::Vgg(vgg) => through_vgg(vgg, &mut layers),
        Network::Lenet(lenet) => through_lenet(lenet, &mut layers),
        Network::Resnet(resnet) => through_resnet(resnet, &mut layers),
        Network::Inception(inception) => through_inception(inception, &mut layers),
    }
    layers.rows
}

fn through_vgg(vgg: &Vgg, layers: &mut Layers) {
    for (number, stage) in (1..).zip(&vgg.stages) {
        layers.part = format!("stage {number}");
        for (number, layer) in (1..).zip(stage) {
            layers.conv_norm(&format!("conv {number}"), layer);
        }
        layers.pool("pool", &vgg.pool);
    }
    layers.part.clear();
    layers.linear("linear", &vgg.linear, false);
}

fn through_lenet(lenet: &LeNet, layers: &mut Layers) {
    for (number, convolution) in (1..).zip(&lenet.convolutions) {
        layers.conv(&format!("conv {number}"), convolution);
        layers.pool(&format!("pool {number}"), &lenet.pool);
    }
    let [hidden, output] = &lenet.linear;
    layers.linear("linear 1", hidden, true);
    layers.linear("linear 2", output, false);
}

fn through_resnet(resnet: &ResNet, layers: &mut Layers) {
    layers.conv_norm("first conv", &resnet.stem);
    for (number, stage) in (1..).zip(&resnet.stages) {
        layers.part = format!("stage {number}");
        layers.conv_norm("conv", &stage.entrance);
        layers.pool("pool", &resnet.pool);
        if let Some(block) = &stage.block {
            for (number, layer) in (1..).zip(&block.layers) {
                layers.conv_norm(&format!("block conv {number}"), layer);
            }
            layers.without_weight("block sum", layers.shape.clone());
        }
    }
    layers.part.clear();
    layers.globally("largest of each map");
    layers.linear("linear", &resnet.linear, false);
}

fn through_inception(inception: &Inception, layers: &mut Layers) {
    layers.conv_norm("first conv", &inception.stem);
    let mut number = 0;
    for (pools, stage) in inception.stages.iter().enumerate() {
        if pools > 0 {
            layers.part.clear();
            layers.pool(&format!("pool {pools}"), &inception.pool);
        }
        for block in stage {
            number += 1;
            layers.part = format!("block {number}");
            through_block(block, layers);
        }
    }
    layers.part.clear();
    layers.globally("mean of each map");
    layers.linear("linear", &inception.linear, false);
}

/// The four branches, all from the same input, and their maps one behind the other.
fn through_block(block: &inception::Block, layers: &mut Layers) {
    let input = layers.shape.clone();
    let mut maps = 0;
    let mut back = |layers: &mut Layers| {
        maps += layers.shape[0];
        layers.shape.clone_from(&input);
    };
    layers.conv_norm("conv 1x1", &block.one);
    back(layers);
    for (size, [reducing, conv]) in [("3x3", &block.three), ("5x5", &block.five)] {
        layers.conv_norm(&format!("before {size}"), reducing);
        layers.conv_norm(&format!("conv {size}"), conv);
        back(layers);
    }
    layers.pool("pool", &block.pool);
    layers.conv_norm("behind pool", &block.pooled);
    back(layers);
    layers.shape = vec![maps, input[1], input[2]];
    layers.without_weight("joined", layers.shape.clone());
}
