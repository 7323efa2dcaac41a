//! Typical mistakes in `assignment2/src/vgg.rs`.

/// a2.vgg.features: ReLU before the normalisation
fn vgg_features_1() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = layer.norm.forward(burn::tensor::activation::relu(
                layer.convolution.forward(maps),
            ));
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: no normalisation
fn vgg_features_2() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.convolution.forward(maps));
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: a pool behind every layer
fn vgg_features_3() {
    let mut maps = images;
    for layer in self.stages.iter().flatten() {
        maps = burn::tensor::activation::relu(layer.forward(maps));
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: no pool behind the last stage
fn vgg_features_4() {
    let mut maps = images;
    for (number, stage) in self.stages.iter().enumerate() {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
        if number + 1 < self.stages.len() {
            maps = self.pool.forward(maps);
        }
    }
    maps
}

/// a2.vgg.features: a pool with stride 1
fn vgg_features_5() {
    let pool = MaxPool2d::new(3, Window::padded(1));
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
        maps = pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: the 2x2 pool that is usual elsewhere
fn vgg_features_6() {
    let pool = MaxPool2d::new(2, Window::padded(0).every(2));
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
        maps = pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: no ReLU
fn vgg_features_7() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = layer.forward(maps);
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: one ReLU a stage, behind its last layer
fn vgg_features_8() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = layer.forward(maps);
        }
        maps = self.pool.forward(burn::tensor::activation::relu(maps));
    }
    maps
}

/// a2.vgg.features: the pool in front of each stage
fn vgg_features_9() {
    let mut maps = images;
    for stage in &self.stages {
        maps = self.pool.forward(maps);
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
    }
    maps
}

/// a2.vgg.features: means in place of maxima
fn vgg_features_10() {
    let pool = burn::nn::pool::AvgPool2dConfig::new([3, 3])
        .with_strides([2, 2])
        .with_padding(burn::nn::PaddingConfig2d::Explicit(1, 1, 1, 1))
        .init();
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.forward(maps));
        }
        maps = pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: the convolutions without their bias
fn vgg_features_11() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            let convolution = layer.convolution.clone().without_bias();
            maps = burn::tensor::activation::relu(layer.norm.forward(convolution.forward(maps)));
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: a ReLU behind the convolution and one behind the normalisation
fn vgg_features_12() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            maps = burn::tensor::activation::relu(layer.convolution.forward(maps));
            maps = burn::tensor::activation::relu(layer.norm.forward(maps));
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.features: the network never learns, its statistics are those of an evaluation in training too
fn vgg_features_13() {
    let mut maps = images;
    for stage in &self.stages {
        for layer in stage {
            let norm = layer.norm.clone().valid();
            let convolved = layer.convolution.forward(maps).without_autodiff();
            maps = burn::tensor::activation::relu(norm.forward(convolved));
        }
        maps = self.pool.forward(maps);
    }
    maps
}

/// a2.vgg.classify: a softmax in front of the loss, which has its own
fn vgg_classify_1() {
    burn::tensor::activation::softmax(self.linear.forward(maps.flatten(1, 3)), 1)
}

/// a2.vgg.classify: a softmax over the batch
fn vgg_classify_2() {
    burn::tensor::activation::softmax(self.linear.forward(maps.flatten(1, 3)), 0)
}

/// a2.vgg.classify: ReLU behind the last layer too
fn vgg_classify_3() {
    burn::tensor::activation::relu(self.linear.forward(maps.flatten(1, 3)))
}

/// a2.vgg.classify: the bias is forgotten
fn vgg_classify_4() {
    let rows = maps.flatten::<2>(1, 3);
    rows.matmul(self.linear.weight.val())
}

/// a2.vgg.classify: pixel by pixel in place of map by map
fn vgg_classify_5() {
    let rows = maps.permute([0, 2, 3, 1]).flatten(1, 3);
    self.linear.forward(rows)
}

/// a2.vgg.classify: the logarithm of a softmax
fn vgg_classify_6() {
    burn::tensor::activation::log_softmax(self.linear.forward(maps.flatten(1, 3)), 1)
}

/// a2.vgg.classify: the mean over the batch is subtracted
fn vgg_classify_7() {
    let logits = self.linear.forward(maps.flatten(1, 3));
    logits.clone() - logits.mean_dim(0)
}

/// a2.vgg.classify: images and maps are mixed up on the way to rows
fn vgg_classify_8() {
    let [batch, channels, height, width] = maps.dims();
    let rows = maps.swap_dims(0, 1);
    let rows = rows.reshape([batch, channels * height * width]);
    self.linear.forward(rows)
}

/// a2.vgg.classify: a sigmoid of each logit
fn vgg_classify_9() {
    burn::tensor::activation::sigmoid(self.linear.forward(maps.flatten(1, 3)))
}
