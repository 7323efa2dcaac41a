//! Correct bodies for `assignment2/src/vgg.rs`, written otherwise than the solution. Autodiff goes through
//! each of them, so nothing is computed on the host.

/// a2.vgg.features: a fold over the stages, and one over the layers of each
fn vgg_features_1() {
    self.stages.iter().fold(images, |maps, stage| {
        let maps = stage.iter().fold(maps, |maps, layer| {
            burn::tensor::activation::relu(layer.forward(maps))
        });
        self.pool.forward(maps)
    })
}

/// a2.vgg.features: numbered, ReLU as the larger of z and 0
fn vgg_features_2() {
    let mut maps = images;
    for stage in 0..self.stages.len() {
        for layer in 0..self.stages[stage].len() {
            let ConvNorm { convolution, norm } = &self.stages[stage][layer];
            maps = convolution.forward(maps);
            maps = norm.forward(maps);
            maps = maps.clamp_min(0.0);
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: the convolution and the pool as functions
fn vgg_features_3() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            let weight = layer.convolution.weight.val();
            let bias = layer.convolution.bias.as_ref().map(|bias| bias.val());
            let convolved = common::ops::conv2d(maps, weight, bias, Window::padded(1));
            maps = burn::tensor::activation::relu(layer.norm.forward(convolved));
        }
        let pool = burn::nn::pool::MaxPool2dConfig::new([3, 3]).with_strides([2, 2]);
        let pool = pool.with_padding(burn::nn::PaddingConfig2d::Explicit(1, 1, 1, 1));
        maps = pool.init().forward(maps);
    }
    maps
}

/// a2.vgg.features: the pool before ReLU, which may change places with it
fn vgg_features_4() {
    let mut maps = images;
    for stage in &self.stages {
        let (last, others) = stage.split_last().expect("a stage has a layer");
        for layer in others {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
        maps = burn::tensor::activation::relu(self.pool.forward(last.forward(maps)));
    }
    maps
}

/// a2.vgg.classify: a reshape in place of the flattening
fn vgg_classify_1() {
    let [batch, channels, height, width] = maps.dims();
    let rows = maps.reshape([batch, channels * height * width]);
    self.linear.forward(rows)
}

/// a2.vgg.classify: the product written out
fn vgg_classify_2() {
    let logits = maps.flatten::<2>(1, 3).matmul(self.linear.weight.val());
    match &self.linear.bias {
        Some(bias) => logits + bias.val().unsqueeze(),
        None => logits,
    }
}

/// a2.vgg.classify: one image after the other
fn vgg_classify_3() {
    let images = maps.chunk(self.linear.weight.dims()[0].max(64), 0);
    let logits = images.into_iter().map(|of_some| {
        let rows: Tensor<2> = of_some.flatten(1, 3);
        self.linear.forward(rows)
    });
    Tensor::cat(logits.collect(), 0)
}
