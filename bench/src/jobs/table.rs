//! All jobs.

use super::{Clock, Frames, Goal, Job, Training, Work};

/// The words of the network 2-20-2 on moons, and some more.
macro_rules! moons {
    ($more:literal) => {
        concat!(
            "assignment1 mlp --dataset moons --examples 1000 --noise 0.1 --hidden-sizes 20 ",
            "--activation relu --optimizer sgd --schedule constant --lr 0.01 --seed 42 ",
            $more
        )
    };
}

/// The words of a convolutional network, trained by Adam on images as they are.
macro_rules! cnn {
    ($more:literal) => {
        concat!(
            "assignment2 cnn --optimizer adam --lr 0.001 --schedule constant --weight-decay 0 ",
            "--label-smoothing 0 --hold-out 0 --kernels fast --seed 42 ",
            $more
        )
    };
}

/// The words of a recurrent network that completes palindromes of 21 digits: 128 of them again and again, which
/// are learned by heart. On new ones in every step, the loss of so short a training would fall by chance alone.
macro_rules! palindromes {
    ($program:literal, $kernels:literal) => {
        concat!(
            "assignment2 ",
            $program,
            " --palindromes distinct --data-size 160 --portion-train 0.8 --input-length 20 --encoding scalar ",
            "--num-hidden 128 --batch-size 128 --lr 0.001 --schedule constant --max-norm 10 --seed 42 --kernels ",
            $kernels
        )
    };
}

/// The words of an adversarial pair of the course on MNIST.
macro_rules! gan {
    ($more:literal) => {
        concat!(
            "assignment3 gan --dataset mnist --loss non-saturating --conditional=false --spectral-norm=false ",
            "--label-smoothing 0 --critic-steps 1 --latent-dim 100 --batch-size 64 --lr 0.0002 --beta1 0.5 --seed 42 ",
            $more
        )
    };
}

/// The words of a variational autoencoder on MNIST.
macro_rules! vae {
    ($more:literal) => {
        concat!(
            "assignment3 vae --dataset mnist --decoder bernoulli --hidden 400 --latent-dim 20 --beta 1 ",
            "--batch-size 128 --lr 0.001 --seed 42 ",
            $more
        )
    };
}

const fn sequences(words: &'static str, script: &'static str) -> Work {
    Work::Steps(Training {
        words,
        script,
        falls: None,
        clock: Clock {
            warm_up: 10,
            steps: 100,
        },
    })
}

/// A language model of characters that reads windows of 64.
const fn characters(script: &'static str) -> Work {
    Work::Steps(Training {
        words: "assignment2 text --dataset shakespeare --cell lstm --layers 1 --hidden 256 --dropout 0 \
                --batch-size 32 --window 64 --optimizer adam --lr 0.004 --schedule constant --max-norm 5 --seed 42",
        script,
        falls: None,
        clock: Clock {
            warm_up: 3,
            steps: 20,
        },
    })
}

const fn moons_64(script: &'static str) -> Work {
    Work::Steps(Training {
        words: moons!("--batch-size 64"),
        script,
        falls: None,
        clock: Clock {
            warm_up: 1000,
            steps: 10_000,
        },
    })
}

const fn moons_full(script: &'static str) -> Work {
    Work::Steps(Training {
        words: moons!("--batch-size full"),
        script,
        falls: None,
        clock: Clock {
            warm_up: 500,
            steps: 5000,
        },
    })
}

/// All jobs, in the order in which `all` runs them.
pub static JOBS: &[Job] = &[
    Job {
        name: "moons-64-numpy",
        what: "one step of the MLP by hand on moons, batch 64, beside NumPy",
        work: moons_64("moons_numpy.py"),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-64-pytorch",
        what: "the same beside PyTorch",
        work: moons_64("moons_pytorch.py"),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-full-numpy",
        what: "one step on all 800 examples, beside NumPy",
        work: moons_full("moons_numpy.py"),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "moons-full-pytorch",
        what: "the same beside PyTorch",
        work: moons_full("moons_pytorch.py"),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "mnist-mlp-pytorch",
        what: "one step of a 784-512-256-10 MLP by hand, batch 128, beside PyTorch",
        work: Work::Steps(Training {
            words: "assignment1 mlp --dataset mnist --hidden-sizes 512,256 --activation relu \
                    --optimizer sgd --schedule constant --batch-size 128 --lr 0.1 --seed 42",
            script: "mnist_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 20,
                steps: 200,
            },
        }),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "vgg-pytorch",
        what: "one step of the course's VGG on emoji, batch 32, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch vgg --dataset emoji --batch-size 32"),
            script: "vgg_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 4,
                steps: 20,
            },
        }),
        goals: &[Goal::Faster(0.8)],
    },
    Job {
        name: "lenet-pytorch",
        what: "one step of LeNet on MNIST, batch 64, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch lenet --dataset mnist --dropout 0.4 --batch-size 64"),
            script: "lenet_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 10,
                steps: 100,
            },
        }),
        goals: &[],
    },
    Job {
        name: "resnet-pytorch",
        what: "one step of a residual network on emoji, batch 64, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch resnet --dataset emoji --batch-size 64"),
            script: "resnet_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 2,
                steps: 8,
            },
        }),
        goals: &[],
    },
    Job {
        name: "lstm-loop-pytorch",
        what: "one step of an LSTM on 20 digits, batch 128, beside a loop in PyTorch",
        work: sequences(palindromes!("lstm", "fast"), "lstm_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "lstm-pytorch",
        what: "the same beside `nn.LSTM`",
        work: sequences(palindromes!("lstm", "fast"), "lstm_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "lstm-exercise-pytorch",
        what: "the same with the exercise's cell, beside a loop in PyTorch",
        work: sequences(palindromes!("lstm", "exercise"), "lstm_loop_pytorch.py"),
        goals: &[],
    },
    Job {
        name: "gru-loop-pytorch",
        what: "one step of a GRU on 20 digits, batch 128, beside a loop in PyTorch",
        work: sequences(palindromes!("gru", "fast"), "gru_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "gru-pytorch",
        what: "the same beside `nn.GRU`",
        work: sequences(palindromes!("gru", "fast"), "gru_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "char-lstm-loop-pytorch",
        what: "one step of a character LSTM, 32 windows of 64, beside a loop in PyTorch",
        work: characters("char_lstm_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "char-lstm-pytorch",
        what: "the same beside `nn.LSTM`",
        work: characters("char_lstm_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "gan-pytorch",
        what: "one step of the course's GAN on MNIST, batch 64, beside PyTorch",
        work: Work::Steps(Training {
            words: gan!("--arch dense"),
            script: "gan_pytorch.py",
            falls: Some("d_loss"),
            clock: Clock {
                warm_up: 10,
                steps: 100,
            },
        }),
        goals: &[],
    },
    Job {
        name: "dcgan-pytorch",
        what: "the same with the convolutions of DCGAN",
        work: Work::Steps(Training {
            words: gan!("--arch dcgan"),
            script: "dcgan_pytorch.py",
            falls: Some("d_loss"),
            clock: Clock {
                warm_up: 5,
                steps: 40,
            },
        }),
        goals: &[],
    },
    Job {
        name: "vae-pytorch",
        what: "one step of the VAE 784-400-20 on MNIST, batch 128, beside PyTorch",
        work: Work::Steps(Training {
            words: vae!("--arch dense"),
            script: "vae_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 10,
                steps: 100,
            },
        }),
        goals: &[],
    },
    Job {
        name: "conv-vae-pytorch",
        what: "the same with convolutions in both networks",
        work: Work::Steps(Training {
            words: vae!("--arch convolutional"),
            script: "conv_vae_pytorch.py",
            falls: None,
            clock: Clock {
                warm_up: 5,
                steps: 40,
            },
        }),
        goals: &[],
    },
    Job {
        name: "generator-pytorch",
        what: "one 64x64 picture of a DCGAN, from noise to pixels, beside PyTorch",
        work: Work::Frames(Frames {
            script: "generator_pytorch.py",
            clock: Clock {
                warm_up: 50,
                steps: 500,
            },
        }),
        goals: &[],
    },
    Job {
        name: "process-pytorch",
        what: "all of `assignment1 mlp` without figures, beside a PyTorch program",
        work: Work::Process {
            words: moons!("--batch-size full --epochs 1500 --eval-every 10"),
            script: "process_pytorch.py",
        },
        goals: &[Goal::Faster(5.0), Goal::Smaller(2.0)],
    },
    Job {
        name: "student-loop",
        what: "from an edit of linear.rs to the result of gradcheck and of its tests",
        work: Work::StudentLoop,
        goals: &[Goal::Seconds(5.0)],
    },
];
