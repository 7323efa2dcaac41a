//! What a layer written by hand offers.

use crate::{AnyParameter, AnyTensor};
use burn::tensor::Tensor;

/// What a forward pass is for; a few layers act differently in the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A step of training: there is noise, and statistics are those of the batch.
    Training {
        /// The step's number, from which its random numbers follow.
        step: usize,
    },
    /// A measurement or a prediction: nothing is random, nothing changes.
    Evaluation,
}

/// Something that a layer keeps from one step to the next.
pub enum Content<'a> {
    /// What is learned by its gradient.
    Parameter(&'a mut dyn AnyParameter),
    /// What is measured on the way, such as a running average.
    Statistic(&'a mut dyn AnyTensor),
}

impl<'a> Content<'a> {
    /// The parameter, if it is one.
    pub fn parameter(self) -> Option<&'a mut dyn AnyParameter> {
        match self {
            Self::Parameter(parameter) => Some(parameter),
            Self::Statistic(_) => None,
        }
    }

    /// What a checkpoint keeps of it.
    pub fn tensor(self) -> &'a mut dyn AnyTensor {
        match self {
            Self::Parameter(parameter) => parameter,
            Self::Statistic(tensor) => tensor,
        }
    }
}

/// One layer of a network written by hand: from a tensor of rank `IN` to one of rank `OUT`.
///
/// Of a batch, the first dimension counts the examples: features are `[batch, features]`, images
/// `[batch, channel, height, width]`. `forward` keeps what `backward` will need, so each `backward`
/// belongs to the `forward` before it.
pub trait Layer<const IN: usize = 2, const OUT: usize = 2>: Send {
    /// From the layer's input to its output.
    ///
    /// # Shapes
    /// - input: `[batch, in_features]` if `IN` is 2
    /// - output: `[batch, out_features]` if `OUT` is 2
    fn forward(&mut self, input: Tensor<IN>) -> Tensor<OUT>;

    /// From the gradient of the loss with respect to the output to the one with respect to
    /// the input; the gradients of the layer's own parameters are stored in them.
    ///
    /// # Shapes
    /// - grad_output: that of `forward`'s output
    /// - output: that of `forward`'s input
    fn backward(&mut self, grad_output: Tensor<OUT>) -> Tensor<IN>;

    /// The part of [`backward`](Self::backward) that the first layer of a network needs: stores
    /// the gradients of the layer's own parameters.
    ///
    /// # Shapes
    /// - grad_output: that of `forward`'s output
    fn backward_parameters(&mut self, grad_output: Tensor<OUT>) {
        self.backward(grad_output);
    }

    /// Says what the next forward passes are for. Most layers do the same in both.
    fn set_mode(&mut self, _mode: Mode) {}

    /// All that the layer keeps from one step to the next, by name; nothing for an activation.
    fn contents(&mut self) -> Vec<(&'static str, Content<'_>)> {
        Vec::new()
    }
}

/// The contents of several layers as "layer.name". Parameters count from 0 the layers that have
/// any, statistics those that have any of them.
pub fn numbered<'a>(
    layers: impl IntoIterator<Item = Vec<(&'static str, Content<'a>)>>,
) -> Vec<(String, Content<'a>)> {
    let (mut numbers, mut all) = ([0, 0], Vec::new());
    for contents in layers {
        let mut has = [false, false];
        for (name, content) in contents {
            let kind = usize::from(matches!(content, Content::Statistic(_)));
            has[kind] = true;
            all.push((format!("{}.{name}", numbers[kind]), content));
        }
        for (number, has) in numbers.iter_mut().zip(has) {
            *number += usize::from(has);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Memory, Optimizer, Parameter, UpdateRule};
    use burn::tensor::{Device, TensorData};

    /// Images times a weight for every channel, row and column.
    struct Scale {
        weight: Parameter<3>,
        seen: Tensor<1>,
        input: Option<Tensor<4>>,
    }

    impl Layer<4, 4> for Scale {
        fn forward(&mut self, input: Tensor<4>) -> Tensor<4> {
            self.seen = self.seen.clone() + input.dims()[0] as f64;
            self.input = Some(input.clone());
            input * self.weight.value.clone().unsqueeze()
        }

        fn backward(&mut self, grad_output: Tensor<4>) -> Tensor<4> {
            let input = self.input.take().expect("backward follows forward");
            self.weight.grad = (input * grad_output.clone()).sum_dim(0).squeeze_dim(0);
            grad_output * self.weight.value.clone().unsqueeze()
        }

        fn contents(&mut self) -> Vec<(&'static str, Content<'_>)> {
            vec![
                ("weight", Content::Parameter(&mut self.weight)),
                ("seen", Content::Statistic(&mut self.seen)),
            ]
        }
    }

    /// From images to rows.
    #[derive(Default)]
    struct Flatten {
        shape: [usize; 4],
    }

    impl Layer<4, 2> for Flatten {
        fn forward(&mut self, input: Tensor<4>) -> Tensor<2> {
            self.shape = input.dims();
            input.flatten(1, 3)
        }

        fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<4> {
            grad_output.reshape(self.shape)
        }
    }

    fn scale(factor: f64) -> Scale {
        let device = Device::flex();
        Scale {
            weight: Parameter::new(Tensor::full([1, 2, 3], factor, &device)),
            seen: Tensor::zeros([1], &device),
            input: None,
        }
    }

    fn values<const D: usize>(tensor: &Tensor<D>) -> Vec<f64> {
        tensor.to_data().iter().collect()
    }

    /// w ← w - g
    #[derive(Debug)]
    struct Subtract;

    impl UpdateRule for Subtract {
        fn update(&self, _: f64, value: Tensor<1>, grad: Tensor<1>, _: &mut Memory) -> Tensor<1> {
            value - grad
        }
    }

    #[test]
    fn images_go_through_layers_of_other_ranks_and_their_gradients_come_back() {
        let (mut scale, mut flatten) = (scale(2.0), Flatten::default());
        let images: Vec<f64> = (0..12).map(f64::from).collect();
        let images = TensorData::new(images, [2, 1, 2, 3]);
        let output = flatten.forward(scale.forward(Tensor::from_data(images, &Device::flex())));
        assert_eq!(output.dims(), [2, 6]);
        assert_eq!(values(&output)[7], 14.0);
        let grad_input = scale.backward(flatten.backward(output.ones_like()));
        assert_eq!(grad_input.dims(), [2, 1, 2, 3]);
        assert_eq!(values(&grad_input), [2.0; 12]);
        // x of both images: 0 + 6, 1 + 7, …
        let grads = [6.0, 8.0, 10.0, 12.0, 14.0, 16.0];
        assert_eq!(values(&scale.weight.grad), grads);

        let contents = scale.contents().into_iter();
        let parameters = contents.filter_map(|(_, content)| content.parameter());
        Optimizer::new(Subtract, 1.0).step(parameters.collect());
        assert_eq!(values(&scale.weight.value), grads.map(|grad| 2.0 - grad));
        assert_eq!(values(&scale.seen), [2.0], "a statistic is not updated");
        assert!(flatten.contents().is_empty());
    }

    #[test]
    fn contents_are_numbered_by_the_layers_that_have_any_of_their_kind() {
        let mut layers = [scale(1.0), scale(3.0)];
        let [first, last] = &mut layers;
        let mut flatten = Flatten::default();
        let mut first = first.contents();
        first.truncate(1);
        let all = numbered([first, flatten.contents(), last.contents()]);
        let shapes = all
            .into_iter()
            .map(|(name, content)| (name, content.tensor().shape()));
        let expected = [
            ("0.weight", vec![1, 2, 3]),
            ("1.weight", vec![1, 2, 3]),
            ("0.seen", vec![1]),
        ];
        let expected = expected.map(|(name, shape)| (name.to_owned(), shape));
        assert_eq!(shapes.collect::<Vec<_>>(), expected);
    }
}
