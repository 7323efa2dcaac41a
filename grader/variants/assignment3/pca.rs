//! Correct bodies for `assignment3/src/pca.rs`, written otherwise than the solution.

/// a3.pca.centre: the mean as a product with ones
fn pca_centre_1() {
    let examples = inputs.dims()[0];
    let ones = Tensor::<2>::ones([1, examples], &inputs.device());
    let mean = ones.matmul(inputs.clone()) / examples as f64;
    let centred = inputs - mean.clone().repeat_dim(0, examples);
    (mean, centred)
}

/// a3.pca.centre: number by number on the host, in f32
fn pca_centre_2() {
    let ([examples, features], device) = (inputs.dims(), inputs.device());
    let mut numbers: Vec<f32> = inputs.to_data().iter::<f32>().collect();
    let mut mean = vec![0.0f32; features];
    for (at, number) in numbers.iter().enumerate() {
        mean[at % features] += number / examples as f32;
    }
    for (at, number) in numbers.iter_mut().enumerate() {
        *number -= mean[at % features];
    }
    (
        Tensor::<1>::from_data(&*mean, &device).unsqueeze(),
        Tensor::<1>::from_data(&*numbers, &device).reshape([examples, features]),
    )
}

/// a3.pca.centre: a sum, divided; example by example
fn pca_centre_3() {
    let mean = inputs.clone().sum_dim(0) / inputs.dims()[0] as f64;
    let mut rows = Vec::new();
    for row in inputs.iter_dim(0) {
        rows.push(row - mean.clone());
    }
    (mean, Tensor::cat(rows, 0))
}

/// a3.pca.covariance: adds up one outer product an example
fn pca_covariance_1() {
    let [examples, features] = centred.dims();
    let mut sum = Tensor::<2>::zeros([features, features], &centred.device());
    for example in centred.iter_dim(0) {
        sum = sum + example.clone().transpose().matmul(example);
    }
    sum / (examples - 1) as f64
}

/// a3.pca.covariance: divides before the product
fn pca_covariance_2() {
    let scaled = centred.clone() / (centred.dims()[0] as f64 - 1.0).sqrt();
    scaled.clone().swap_dims(0, 1).matmul(scaled)
}

/// a3.pca.covariance: number by number on the host, in f32
fn pca_covariance_3() {
    let [examples, features] = centred.dims();
    let x: Vec<f32> = centred.to_data().iter::<f32>().collect();
    let mut covariance = Vec::new();
    for j in 0..features {
        for k in 0..features {
            let products = (0..examples).map(|i| x[i * features + j] * x[i * features + k]);
            covariance.push(products.sum::<f32>() / (examples as f32 - 1.0));
        }
    }
    let covariance = common::by_hand::TensorData::new(covariance, [features, features]);
    Tensor::from_data(covariance, &centred.device())
}

/// a3.pca.gram: the covariance of the matrix turned round, with the divisor changed
fn pca_gram_1() {
    let [examples, features] = centred.dims();
    assert!(examples > 1 && features > 0);
    let share = 1.0 / (examples - 1) as f64;
    let turned = centred.clone().transpose() * share;
    centred.matmul(turned)
}

/// a3.pca.gram: number by number on the host, in f32
fn pca_gram_2() {
    let [examples, features] = centred.dims();
    let x: Vec<f32> = centred.to_data().iter::<f32>().collect();
    let rows: Vec<&[f32]> = x.chunks(features).collect();
    let mut products = vec![0.0f32; examples * examples];
    for (i, a) in rows.iter().enumerate() {
        for (j, b) in rows.iter().enumerate() {
            let product: f32 = a.iter().zip(*b).map(|(a, b)| a * b).sum();
            products[i * examples + j] = product / (examples - 1) as f32;
        }
    }
    Tensor::<1>::from_data(&*products, &centred.device()).reshape([examples, examples])
}

/// a3.pca.gram: adds up one outer product a feature
fn pca_gram_3() {
    let examples = centred.dims()[0];
    let columns = centred
        .iter_dim(1)
        .map(|column| column.clone().matmul(column.transpose()));
    let sum = columns
        .reduce(|sum, product| sum + product)
        .expect("at least one feature");
    sum / (examples as f64 - 1.0)
}

/// a3.pca.from_gram: brings every row to length 1 by its own length
fn pca_from_gram_1() {
    assert_shape!(vectors, [variances.dims()[0], centred.dims()[0]]);
    let rows = vectors.matmul(centred);
    let lengths = rows.clone().square().sum_dim(1).sqrt();
    rows / lengths
}

/// a3.pca.from_gram: divides the eigenvectors first
fn pca_from_gram_2() {
    let freedom = centred.dims()[0] as f64 - 1.0;
    let factors = (variances * freedom).sqrt().recip();
    let scaled = vectors * factors.unsqueeze_dim(1);
    scaled.matmul(centred)
}

/// a3.pca.from_gram: row by row, the lengths in f32
fn pca_from_gram_3() {
    let examples = centred.dims()[0];
    let mut components = vec![];
    for (row, variance) in variances.to_data().iter::<f32>().enumerate() {
        let length = (variance * (examples as f32 - 1.0)).sqrt();
        let component = vectors.clone().narrow(0, row, 1).matmul(centred.clone());
        components.push(component / length);
    }
    Tensor::cat(components, 0)
}

/// a3.pca.project: projects the mean as well and takes it away
fn pca_project_1() {
    let axes = self.components.clone().transpose();
    let of_mean = self.mean.clone().matmul(axes.clone());
    inputs.matmul(axes) - of_mean
}

/// a3.pca.project: columns in place of rows
fn pca_project_2() {
    assert_shape!(inputs, [_, self.components.dims()[1]]);
    let centred = inputs.sub(self.mean.clone());
    self.components
        .clone()
        .matmul(centred.transpose())
        .transpose()
}

/// a3.pca.project: number by number on the host, in f32
fn pca_project_3() {
    let ([examples, features], device) = (inputs.dims(), inputs.device());
    let host = |matrix: &Tensor<2>| matrix.to_data().iter::<f32>().collect::<Vec<f32>>();
    let (x, mean, axes) = (host(&inputs), host(&self.mean), host(&self.components));
    let count = self.components.dims()[0];
    let mut codes = Vec::new();
    for example in x.chunks(features) {
        for axis in axes.chunks(features) {
            let along = (0..features).map(|j| (example[j] - mean[j]) * axis[j]);
            codes.push(along.sum::<f32>());
        }
    }
    Tensor::<1>::from_data(&*codes, &device).reshape([examples, count])
}

/// a3.pca.project: component by component
fn pca_project_4() {
    let centred = inputs - self.mean.clone();
    let along = |axis: Tensor<2>| (centred.clone() * axis).sum_dim(1);
    Tensor::cat(self.components.clone().iter_dim(0).map(along).collect(), 1)
}

/// a3.pca.reconstruct: the mean, and then one component after the other
fn pca_reconstruct_1() {
    let [examples, count] = codes.dims();
    let mut result = self.mean.clone().repeat_dim(0, examples);
    for j in 0..count {
        let component = self.components.clone().narrow(0, j, 1);
        result = result + codes.clone().narrow(1, j, 1).matmul(component);
    }
    result
}

/// a3.pca.reconstruct: the mean as a component whose code is 1
fn pca_reconstruct_2() {
    let ones = Tensor::ones([codes.dims()[0], 1], &codes.device());
    let codes = Tensor::cat(vec![codes, ones], 1);
    codes.matmul(Tensor::cat(
        vec![self.components.clone(), self.mean.clone()],
        0,
    ))
}

/// a3.pca.reconstruct: number by number on the host, in f32
fn pca_reconstruct_3() {
    let [count, features] = self.components.dims();
    let axes: Vec<f32> = self.components.to_data().iter::<f32>().collect();
    let mean: Vec<f32> = self.mean.to_data().iter::<f32>().collect();
    let of_codes: Vec<f32> = codes.to_data().iter::<f32>().collect();
    let mut result: Vec<f32> = Vec::new();
    for code in of_codes.chunks(count) {
        let mut example = mean.clone();
        for (j, z) in code.iter().enumerate() {
            for (k, pixel) in example.iter_mut().enumerate() {
                *pixel += z * axes[j * features + k];
            }
        }
        result.append(&mut example);
    }
    Tensor::<1>::from_data(&*result, &codes.device()).reshape([codes.dims()[0], features])
}

/// a3.pca.explained: reads the total as a number
fn pca_explained_1() {
    let total: f64 = self.total_variance.clone().into_scalar();
    self.variances.clone() / total
}

/// a3.pca.explained: number by number on the host, in f32
fn pca_explained_2() {
    let total = self
        .total_variance
        .to_data()
        .iter::<f32>()
        .next()
        .expect("one number");
    let mut shares = Vec::<f32>::new();
    for variance in self.variances.to_data().iter::<f32>() {
        shares.push(variance / total);
    }
    Tensor::from_data(&*shares, &self.variances.device())
}

/// a3.pca.explained: a product with one over the total
fn pca_explained_3() {
    let count = self.variances.dims()[0];
    let factor = self.total_variance.clone().recip().repeat_dim(0, count);
    factor.mul(self.variances.clone())
}
