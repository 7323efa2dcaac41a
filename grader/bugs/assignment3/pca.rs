//! Typical mistakes in `assignment3/src/pca.rs`.

/// a3.pca.centre: the mean of each example
fn pca_centre_1() {
    let mean = inputs.clone().mean_dim(1);
    (mean.clone(), inputs - mean)
}

/// a3.pca.centre: one mean for all features
fn pca_centre_2() {
    let mean = inputs.zeros_like().narrow(0, 0, 1) + inputs.clone().mean().unsqueeze();
    (mean.clone(), inputs - mean)
}

/// a3.pca.centre: scales every feature to variance 1 too
fn pca_centre_3() {
    let mean = inputs.clone().mean_dim(0);
    let centred = inputs - mean.clone();
    let deviation = centred.clone().square().mean_dim(0).sqrt();
    (mean, centred / deviation)
}

/// a3.pca.centre: the examples stay as they are
fn pca_centre_4() {
    (inputs.clone().mean_dim(0), inputs)
}

/// a3.pca.centre: divides the sum by the number of examples minus 1
fn pca_centre_5() {
    let mean = inputs.clone().sum_dim(0) / (inputs.dims()[0] as f64 - 1.0);
    (mean.clone(), inputs - mean)
}

/// a3.pca.covariance: divides by the number of examples
fn pca_covariance_1() {
    let examples = centred.dims()[0] as f64;
    centred.clone().transpose().matmul(centred) / examples
}

/// a3.pca.covariance: does not divide
fn pca_covariance_2() {
    centred.clone().transpose().matmul(centred)
}

/// a3.pca.covariance: the matrix of examples with examples
fn pca_covariance_3() {
    let examples = centred.dims()[0] as f64;
    centred.clone().matmul(centred.transpose()) / (examples - 1.0)
}

/// a3.pca.covariance: divides by the number of features minus 1
fn pca_covariance_4() {
    let features = centred.dims()[1] as f64;
    centred.clone().transpose().matmul(centred) / (features - 1.0)
}

/// a3.pca.covariance: correlations, which are 1 on the diagonal
fn pca_covariance_5() {
    let lengths = centred.clone().square().sum_dim(0).sqrt();
    let scaled = centred / lengths;
    scaled.clone().transpose().matmul(scaled)
}

/// a3.pca.gram: the matrix of features with features
fn pca_gram_1() {
    let examples = centred.dims()[0] as f64;
    centred.clone().transpose().matmul(centred) / (examples - 1.0)
}

/// a3.pca.gram: does not divide
fn pca_gram_2() {
    centred.clone().matmul(centred.transpose())
}

/// a3.pca.gram: divides by the number of features minus 1, for symmetry
fn pca_gram_3() {
    let features = centred.dims()[1] as f64;
    centred.clone().matmul(centred.transpose()) / (features - 1.0)
}

/// a3.pca.gram: divides by the number of examples
fn pca_gram_4() {
    let examples = centred.dims()[0] as f64;
    centred.clone().matmul(centred.transpose()) / examples
}

/// a3.pca.from_gram: leaves the components as long as they come
fn pca_from_gram_1() {
    let _ = variances;
    vectors.matmul(centred)
}

/// a3.pca.from_gram: forgets the number of examples in the length
fn pca_from_gram_2() {
    vectors.matmul(centred) / variances.sqrt().unsqueeze_dim(1)
}

/// a3.pca.from_gram: forgets the root
fn pca_from_gram_3() {
    let examples = centred.dims()[0] as f64;
    vectors.matmul(centred) / (variances * (examples - 1.0)).unsqueeze_dim(1)
}

/// a3.pca.from_gram: multiplies with the length
fn pca_from_gram_4() {
    let examples = centred.dims()[0] as f64;
    vectors.matmul(centred) * (variances * (examples - 1.0)).sqrt().unsqueeze_dim(1)
}

/// a3.pca.from_gram: divides by the number of examples, as if the matrix had been divided by it
fn pca_from_gram_5() {
    let examples = centred.dims()[0] as f64;
    vectors.matmul(centred) / (variances * examples).sqrt().unsqueeze_dim(1)
}

/// a3.pca.from_gram: returns the eigenvectors of the Gram matrix
fn pca_from_gram_6() {
    let _ = (variances, centred);
    vectors
}

/// a3.pca.from_gram: one length for all components
fn pca_from_gram_7() {
    let _ = variances;
    let components = vectors.matmul(centred);
    let length = components.clone().square().sum().sqrt();
    components / length.unsqueeze()
}

/// a3.pca.project: does not take the mean away
fn pca_project_1() {
    inputs.matmul(self.components.clone().transpose())
}

/// a3.pca.project: takes the mean of the batch away
fn pca_project_2() {
    let mean = inputs.clone().mean_dim(0);
    (inputs - mean).matmul(self.components.clone().transpose())
}

/// a3.pca.project: scales every component to variance 1
fn pca_project_3() {
    let codes = (inputs - self.mean.clone()).matmul(self.components.clone().transpose());
    codes / self.variances.clone().sqrt().unsqueeze()
}

/// a3.pca.project: adds the mean
fn pca_project_4() {
    (inputs + self.mean.clone()).matmul(self.components.clone().transpose())
}

/// a3.pca.project: keeps the size of each code alone
fn pca_project_5() {
    let codes = (inputs - self.mean.clone()).matmul(self.components.clone().transpose());
    codes.abs()
}

/// a3.pca.reconstruct: forgets the mean
fn pca_reconstruct_1() {
    codes.matmul(self.components.clone())
}

/// a3.pca.reconstruct: takes the mean away once more
fn pca_reconstruct_2() {
    codes.matmul(self.components.clone()) - self.mean.clone()
}

/// a3.pca.reconstruct: weighs every component with its variance
fn pca_reconstruct_3() {
    let codes = codes * self.variances.clone().unsqueeze();
    codes.matmul(self.components.clone()) + self.mean.clone()
}

/// a3.pca.reconstruct: as if the codes had been scaled to variance 1
fn pca_reconstruct_4() {
    let codes = codes * self.variances.clone().sqrt().unsqueeze();
    codes.matmul(self.components.clone()) + self.mean.clone()
}

/// a3.pca.explained: the share of what is kept, which always adds up to 1
fn pca_explained_1() {
    self.variances.clone() / self.variances.clone().sum()
}

/// a3.pca.explained: standard deviations in the place of variances
fn pca_explained_2() {
    self.variances.clone().sqrt() / self.total_variance.clone().sqrt()
}

/// a3.pca.explained: relative to the first component
fn pca_explained_3() {
    self.variances.clone() / self.variances.clone().narrow(0, 0, 1)
}

/// a3.pca.explained: the variances themselves
fn pca_explained_4() {
    self.variances.clone()
}

/// a3.pca.explained: the share of all components up to each one
fn pca_explained_5() {
    (self.variances.clone() / self.total_variance.clone()).cumsum(0)
}

/// a3.pca.centre: the first example in the place of the mean
fn pca_centre_6() {
    let first = inputs.clone().narrow(0, 0, 1);
    (first.clone(), inputs - first)
}

/// a3.pca.covariance: divides by the number of features
fn pca_covariance_6() {
    let features = centred.dims()[1] as f64;
    centred.clone().transpose().matmul(centred) / features
}

/// a3.pca.gram: divides by the number of features
fn pca_gram_5() {
    let features = centred.dims()[1] as f64;
    centred.clone().matmul(centred.transpose()) / features
}

/// a3.pca.from_gram: the number of components in the length, where the number of examples minus 1 belongs
fn pca_from_gram_8() {
    let components = vectors.dims()[0] as f64;
    vectors.matmul(centred) / (variances * components).sqrt().unsqueeze_dim(1)
}

/// a3.pca.from_gram: the number of features minus 1
fn pca_from_gram_9() {
    let features = centred.dims()[1] as f64;
    vectors.matmul(centred) / (variances * (features - 1.0)).sqrt().unsqueeze_dim(1)
}

/// a3.pca.project: multiplies with the square root of the variance
fn pca_project_6() {
    let codes = (inputs - self.mean.clone()).matmul(self.components.clone().transpose());
    codes * self.variances.clone().sqrt().unsqueeze()
}

/// a3.pca.project: adds the projected mean instead of taking it away before
fn pca_project_7() {
    let components = self.components.clone().transpose();
    inputs.matmul(components.clone()) + self.mean.clone().matmul(components)
}

/// a3.pca.reconstruct: the first component alone
fn pca_reconstruct_5() {
    let codes = codes.narrow(1, 0, 1);
    codes.matmul(self.components.clone().narrow(0, 0, 1)) + self.mean.clone()
}

/// a3.pca.explained: of the largest variance and all the others
fn pca_explained_6() {
    self.variances.clone() / (self.total_variance.clone() + self.variances.clone().sum())
}
