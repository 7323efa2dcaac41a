//! The same convolution in four forms, and what each of them costs.

use crate::convolution::{Convolution, Window};
use burn::tensor::Tensor;
use common::by_hand::{Layer, Streams};
use common::learner::Start;
use common::ops::{self, Kernels};
use std::time::Instant;

/// A convolution to compute, by a 3x3 kernel.
pub struct Task {
    /// `[batch, in, height, width]`.
    pub input: Tensor<4>,
    /// `[out, in, 3, 3]`.
    pub weight: Tensor<4>,
    /// `[out]`.
    pub bias: Tensor<1>,
    /// How it goes over an image.
    pub window: Window,
}

/// Who computes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Seven nested loops over numbers on the host, equation (1).
    Loops,
    /// `convolution.rs`, equation (4).
    Columns,
    /// Burn's.
    Burn,
    /// What the networks of this assignment call.
    Kernel,
}

/// All of them, each with what it is called.
pub const FORMS: [(Form, &str); 4] = [
    (Form::Loops, "loops on the host"),
    (Form::Columns, "im2col, by hand"),
    (Form::Burn, "Burn's"),
    (Form::Kernel, "common::ops::conv2d"),
];

/// What a form took and gave.
pub struct Cost {
    /// Milliseconds of each repetition, ascending.
    pub milliseconds: Vec<f64>,
    /// Its output.
    pub output: Tensor<4>,
}

impl Cost {
    /// The middle one of its times.
    pub fn median(&self) -> f64 {
        self.milliseconds[self.milliseconds.len() / 2]
    }
}

impl Task {
    /// Maps and weights from the run's streams: `shape` is batch, in, out, and the maps have this size.
    pub fn draw(
        [batch, inner, out]: [usize; 3],
        image: [usize; 2],
        start: &Start,
        window: Window,
    ) -> Self {
        let (streams, device): (&Streams, _) = (&start.streams, &start.device);
        let maps = [batch, inner, image[0], image[1]];
        let mut weights = streams.stream("weights");
        let scale = 1.0 / (9.0 * inner as f64).sqrt();
        Self {
            input: streams.stream("maps").normal_tensor(maps, 1.0, device),
            weight: weights.normal_tensor([out, inner, 3, 3], scale, device),
            bias: weights.normal_tensor([out], scale, device),
            window,
        }
    }

    /// Rows and columns of the output.
    fn places(&self) -> [usize; 2] {
        let [_, _, height, width] = self.input.dims();
        self.window.places([height, width])
    }

    /// Products that are added up, the same in every form.
    pub fn multiply_adds(&self) -> usize {
        let weights: usize = self.weight.dims().iter().product();
        let places: usize = self.places().iter().product();
        self.input.dims()[0] * places * weights
    }

    /// Bytes of what [`Form::Columns`] lays out beside input, weight and output: the columns, in f32.
    pub fn columns(&self) -> usize {
        let [batch, inner, ..] = self.input.dims();
        let places: usize = self.places().iter().product();
        4 * batch * inner * 9 * places
    }

    /// What a form takes and gives; the first of several passes is not counted.
    pub fn cost(&self, form: Form, repetitions: usize) -> Cost {
        let mut output = self.compute(form);
        let mut milliseconds: Vec<f64> = (0..repetitions)
            .map(|_| {
                let begin = Instant::now();
                output = self.compute(form);
                1e3 * begin.elapsed().as_secs_f64()
            })
            .collect();
        milliseconds.sort_by(f64::total_cmp);
        Cost {
            milliseconds,
            output,
        }
    }

    fn compute(&self, form: Form) -> Tensor<4> {
        let (input, weight) = (self.input.clone(), self.weight.clone());
        let Window {
            stride, padding, ..
        } = self.window;
        let by = |kernels| {
            let window = ops::Window {
                stride,
                padding,
                kernels,
            };
            ops::conv2d(
                input.clone(),
                weight.clone(),
                Some(self.bias.clone()),
                window,
            )
        };
        let output = match form {
            Form::Loops => self.loops(),
            Form::Columns => {
                let mut layer = Convolution::with_weight(weight);
                layer.bias.value = self.bias.clone();
                layer.window = self.window;
                layer.forward(input)
            }
            Form::Burn => by(Kernels::Burn),
            Form::Kernel => by(Kernels::Fast),
        };
        // Where a device computes later, the clock waits for it. What failed there fails again when it is read.
        let _ = output.device().sync();
        output
    }

    fn loops(&self) -> Tensor<4> {
        let numbers = |tensor: &Tensor<4>| tensor.to_data().iter::<f32>().collect::<Vec<f32>>();
        let (x, w) = (numbers(&self.input), numbers(&self.weight));
        let b: Vec<f32> = self.bias.to_data().iter().collect();
        let ([batch, inner, height, width], [down, across]) = (self.input.dims(), self.places());
        let (s, p) = (self.window.stride, self.window.padding);
        let mut y = vec![0.0; batch * b.len() * down * across];
        for (at, value) in y.iter_mut().enumerate() {
            let (j, i) = (at % across, at / across % down);
            let (o, n) = (at / across / down % b.len(), at / across / down / b.len());
            // In double precision: the other forms are compared with this one.
            let mut sum = f64::from(b[o]);
            for c in 0..inner {
                for u in 0..3 {
                    for v in 0..3 {
                        // Rows and columns of the image with its padding.
                        let (row, column) = (i * s + u, j * s + v);
                        if (p..height + p).contains(&row) && (p..width + p).contains(&column) {
                            let pixel = ((n * inner + c) * height + row - p) * width + column - p;
                            let weight = w[((o * inner + c) * 3 + u) * 3 + v];
                            sum += f64::from(weight) * f64::from(x[pixel]);
                        }
                    }
                }
            }
            *value = sum as f32;
        }
        Tensor::<1>::from_data(&*y, &self.input.device()).reshape([batch, b.len(), down, across])
    }
}
