"""Formulas as Unicode: each of these was judged by eye."""

from __future__ import annotations

import pytest

from reader.markdown.maths import display, inline

LINES = [
    (r"\frac{\partial \mathcal{L}}{\partial \theta_{ij}} = \sum_{i=1}^{n} (y_i - \hat{y}_i)^2", r"∂ℒ/∂θᵢⱼ = ∑ᵢ₌₁ⁿ (yᵢ − ŷᵢ)²"),
    (r"\text{Attention}(Q,K,V)=\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", r"Attention(Q, K, V) = softmax(QKᵀ/√dₖ)V"),
    (r"\hat\beta = (X^TX)^{-1}X^Ty", r"β̂ = (XᵀX)⁻¹Xᵀy"),
    (r"\nabla\cdot\mathbf{E}=\frac{\rho}{\varepsilon_0}", r"∇·𝐄 = ρ/ε₀"),
    (r"f\colon \mathbb{R}^n \to \mathbb{R}", r"f : ℝⁿ → ℝ"),
    (r"\theta_{\text{new}} = \theta_{\text{current}} - \alpha\nabla J(\theta)", r"θ_new = θ_current − α∇J(θ)"),
    (r"a^{n+1}_{k-1}\,\mathrm{d}x", r"aₖ₋₁ⁿ⁺¹ dx"),
    (r"\lim_{x\to 0}\frac{\sin x}{x}=1", r"lim_(x→0) (sin x)/x = 1"),
    (r"e^{-\frac{x^2}{2\sigma^2}}", r"e^(−x²/(2σ²))"),
    (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", r"x = (−b ± √(b² − 4ac))/(2a)"),
    (r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}", r"∫₀^∞ e^(−x²) dx = √π/2"),
    (r"f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}", r"f(x) = {x², if x ≥ 0; −x, otherwise"),
    (r"\begin{aligned} a &= b + c \\ &= d + \frac{e}{f} \end{aligned}", r"a = b + c; = d + e/f"),
    (r"\binom{n}{k} = \frac{n!}{k!(n-k)!}", r"(n choose k) = n!/(k!(n − k)!)"),
    (r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}", r"P(A|B) = P(B|A)P(A)/P(B)"),
    (r"\mathbb{E}[X] = \int_{-\infty}^{\infty} x f(x)\,dx", r"𝔼[X] = ∫_(−∞)^∞ xf(x) dx"),
    (r"\underbrace{1+2+\cdots+n}_{n \text{ terms}} = \frac{n(n+1)}{2}", r"(1 + 2 + ⋯ + n)_(n terms) = n(n + 1)/2"),
    (r"A \xrightarrow{f} B \xleftarrow[g]{} C", r"A →^f B ←_g C"),
    (r"\sqrt{\frac{a}{b}} + \sqrt[3]{x+y}", r"√(a/b) + ∛(x + y)"),
    (r"G_{\mu\nu} + \Lambda g_{\mu\nu} = \frac{8\pi G}{c^4} T_{\mu\nu}", r"G_μν + Λg_μν = 8πG/c⁴ T_μν"),
    (r"\boxed{E = mc^2}", r"[E = mc²]"),
    (r"\prod_{p \text{ prime}} \frac{1}{1-p^{-s}} = \zeta(s)", r"∏_(p prime) 1/(1 − p⁻ˢ) = ζ(s)"),
    (r"\operatorname*{argmin}_{\theta} \frac{1}{N}\sum_{i=1}^N \ell(f_\theta(x_i), y_i) + \lambda\|\theta\|_2^2", r"argmin_θ 1/N ∑ᵢ₌₁ᴺ ℓ(f_θ(xᵢ), yᵢ) + λ‖θ‖₂²"),
    (r"\|x\|_p = \left(\sum_{i=1}^n |x_i|^p\right)^{1/p}", r"‖x‖ₚ = (∑ᵢ₌₁ⁿ |xᵢ|ᵖ)^(1/p)"),
    (r"\langle \psi | \hat{H} | \psi \rangle = E", r"⟨ψ|Ĥ|ψ⟩ = E"),
    (r"D_{KL}(P \parallel Q) = \sum_{x\in\mathcal{X}} P(x)\log\frac{P(x)}{Q(x)}", r"D_KL(P ∥ Q) = ∑_(x∈𝒳) P(x) log P(x)/Q(x)"),
    (r"\text{MSE} = \frac{1}{n}\sum_{i=1}^{n}(Y_i-\hat{Y}_i)^2", r"MSE = 1/n ∑ᵢ₌₁ⁿ (Yᵢ − Ŷᵢ)²"),
    (r"x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)}", r"xₙ₊₁ = xₙ − f(xₙ)/f′(xₙ)"),
    (r"\sigma(z) = \frac{1}{1+e^{-z}}", r"σ(z) = 1/(1 + e⁻ᶻ)"),
    (r"\det(A - \lambda I) = \begin{vmatrix} a-\lambda & b \\ c & d-\lambda \end{vmatrix} = 0", r"det(A − λI) = |a − λ, b; c, d − λ| = 0"),
    (r"\frac{d}{dx}\left(\int_{a}^{x} f(t)\,dt\right) = f(x)", r"d/dx (∫ₐˣ f(t) dt) = f(x)"),
    (r"\cfrac{1}{1+\cfrac{1}{1+\cfrac{1}{x}}}", r"1/(1 + 1/(1 + 1/x))"),
    (r"\sum_{\substack{i<j \\ j<n}} a_{ij}", r"∑_(i < j; j < n) aᵢⱼ"),
    (r"\overline{z_1 + z_2} = \bar z_1 + \bar z_2", r"z̅₁̅ +̅ z̅₂̅ = z̄₁ + z̄₂"),
    (r"x \not= y,\quad A \subseteq B \implies B^c \subseteq A^c", r"x ≠ y, A ⊆ B ⟹ Bᶜ ⊆ Aᶜ"),
    (r"\gamma = \frac{1}{\sqrt{1-\frac{v^2}{c^2}}}", r"γ = 1/√(1 − v²/c²)"),
    (r"\frac12 mv^2 + \tfrac{3}{4}kT", r"½ mv² + ¾ kT"),
    (r"\overrightarrow{AB} \cdot \vec{v} = \|\vec v\| \cos\theta", r"A⃗B⃗·v⃗ = ‖v⃗‖ cos θ"),
    (r"H(X) = -\sum_{x} p(x)\log_2 p(x) \tag{1}", r"H(X) = −∑ₓ p(x) log₂ p(x) (1)"),
    (r"O(n \log n) \text{ where } n = |V| + |E|", r"O(n log n) where n = |V| + |E|"),
    (r"\ce{H2O} \foo{x} \bar{x}^2", r"H₂Ofoo xx̄²"),
    (r"\mathrm{ReLU}(x) = \max(0, x)", r"ReLU(x) = max(0, x)"),
    (r"10\,000 \times 3{,}5 \approx 35{,}000 \%", r"10 000 × 3,5 ≈ 35,000%"),
    (r"f^{(n)}(x) = \frac{n!}{2\pi i}\oint_\gamma \frac{f(\xi)}{(\xi-x)^{n+1}}\,d\xi", r"f⁽ⁿ⁾(x) = n!/(2πi) ∮ᵧ f(ξ)/((ξ − x)ⁿ⁺¹) dξ"),
    (r"\left\{ x \in \mathbb{Q} \mid x^2 < 2 \right\}", r"{x ∈ ℚ | x² < 2}"),
    (r"{n \choose k} p^k (1-p)^{n-k}", r"(n choose k)pᵏ(1 − p)ⁿ⁻ᵏ"),
    (r"p(x\mid\mu,\Sigma) = \frac{1}{\sqrt{(2\pi)^k|\Sigma|}}\exp\left(-\frac12(x-\mu)^\top\Sigma^{-1}(x-\mu)\right)", r"p(x | μ, Σ) = 1/√((2π)ᵏ|Σ|) exp(−½ (x − μ)ᵀΣ⁻¹(x − μ))"),
    (r"\mathcal{L}(\theta) = -\frac{1}{N}\sum_{i=1}^{N}\left[y_i\log\hat{y}_i + (1-y_i)\log(1-\hat{y}_i)\right]", r"ℒ(θ) = −1/N ∑ᵢ₌₁ᴺ [yᵢ log ŷᵢ + (1 − yᵢ) log(1 − ŷᵢ)]"),
    (r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \qquad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2", r"mₜ = β₁mₜ₋₁ + (1 − β₁)gₜ, vₜ = β₂vₜ₋₁ + (1 − β₂)gₜ²"),
    (r"W_{ij}^{(l+1)} = W_{ij}^{(l)} - \eta\frac{\partial E}{\partial W_{ij}^{(l)}}", r"Wᵢⱼ⁽ˡ⁺¹⁾ = Wᵢⱼ⁽ˡ⁾ − η ∂E/∂Wᵢⱼ⁽ˡ⁾"),
    (r"\zeta(s) = \sum_{n=1}^\infty \frac{1}{n^s} = \prod_p \left(1-p^{-s}\right)^{-1}", r"ζ(s) = ∑ₙ₌₁^∞ 1/nˢ = ∏ₚ (1 − p⁻ˢ)⁻¹"),
    (r"\left(\sum_{k=1}^n a_k b_k\right)^2 \leq \left(\sum_{k=1}^n a_k^2\right)\left(\sum_{k=1}^n b_k^2\right)", r"(∑ₖ₌₁ⁿ aₖbₖ)² ≤ (∑ₖ₌₁ⁿ aₖ²)(∑ₖ₌₁ⁿ bₖ²)"),
    (r"\Delta x \, \Delta p \geq \frac{\hbar}{2}", r"Δx Δp ≥ ℏ/2"),
    (r"\frac{d^2 x}{dt^2} + 2\zeta\omega_0\frac{dx}{dt} + \omega_0^2 x = 0", r"d²x/dt² + 2ζω₀ dx/dt + ω₀²x = 0"),
    (r"Z = \int \mathcal{D}\phi\, e^{\frac{i}{\hbar}S[\phi]}", r"Z = ∫ 𝒟φ e^(i/ℏ S[φ])"),
    (r"\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}", r"softmax(z)ᵢ = e^(zᵢ)/(∑ⱼ₌₁ᴷ e^(zⱼ))"),
    (r"f(a) = \frac{1}{2\pi i}\oint_{\gamma}\frac{f(z)}{z-a}\,dz", r"f(a) = 1/(2πi) ∮ᵧ f(z)/(z − a) dz"),
    (r"|x| = \begin{cases} x, & x \geq 0 \\ -x, & x < 0 \\ 0 & \text{else}\end{cases}", r"|x| = {x, x ≥ 0; −x, x < 0; 0, else"),
    (r"\forall \varepsilon > 0\ \exists \delta > 0 : |x-a| < \delta \implies |f(x)-f(a)| < \varepsilon", r"∀ε > 0 ∃δ > 0 : |x − a| < δ ⟹ |f(x) − f(a)| < ε"),
    (r"F_n = \frac{\varphi^n - \psi^n}{\sqrt 5}", r"Fₙ = (φⁿ − ψⁿ)/√5"),
    (r"\max_{\pi} \; \mathbb{E}_{\tau\sim\pi}\left[\sum_{t=0}^{T}\gamma^t r_t\right]", r"max_π 𝔼_(τ∼π)[∑ₜ₌₀ᵀ γᵗrₜ]"),
    (r"\hat{f}(\xi) = \int_{-\infty}^{\infty} f(x)\ e^{-2\pi i x \xi}\,dx", r"f̂(ξ) = ∫_(−∞)^∞ f(x) e^(−2πixξ) dx"),
    (r"S = k_B \ln \Omega", r"S = k_B ln Ω"),
    (r"\bar{X}_n = \frac{X_1 + \dots + X_n}{n} \xrightarrow{\text{a.s.}} \mu \quad \text{as } n\to\infty", r"X̄ₙ = (X₁ + … + Xₙ)/n →^(a.s.) μ as n → ∞"),
    (r"\left\lfloor \frac{n}{2} \right\rfloor + \lceil x \rceil", r"⌊n/2⌋ + ⌈x⌉"),
    (r"\left\langle \psi \middle| \frac{\hat p^2}{2m} \middle| \psi \right\rangle", r"⟨ψ| p̂²/(2m) |ψ⟩"),
    (r"{}^{14}_{6}\mathrm{C} \to {}^{14}_{7}\mathrm{N} + e^- + \bar\nu_e", r"₆¹⁴C → ₇¹⁴N + e⁻ + ν̄ₑ"),
    (r"\lim_{n\to\infty}\left(1+\frac{1}{n}\right)^n = e", r"lim_(n→∞) (1 + 1/n)ⁿ = e"),
    (r"A = U\Sigma V^*, \quad \sigma_1 \ge \sigma_2 \ge \dots \ge 0", r"A = UΣV*, σ₁ ≥ σ₂ ≥ … ≥ 0"),
    (r"\sum_{i=0}^{\infty} \frac{x^i}{i!} = e^x", r"∑ᵢ₌₀^∞ xⁱ/(i!) = eˣ"),
    (r"a \equiv b \pmod{n}, \gcd(a,b)=1", r"a ≡ b (mod n), gcd(a, b) = 1"),
    (r"\overbrace{a+b}^{\text{sum}} \ne \underset{x}{\operatorname{arg\,max}}\, f(x)", r"(a + b)^sum ≠ arg max_x f(x)"),
    (r"3 < 5 \And x\%", r"3 < 5&x%"),
    (r"\begin{array}{c|c} a & b \\ \hline 1 & 2 \end{array}", r"a, b; 1, 2"),
    (r"\ce{2H2 + O2 -> 2H2O}", r"2H₂ + O₂ → 2H₂O"),
    (r"\begin{gather} a = b \\ c = d + e + f \end{gather}", r"a = b; c = d + e + f"),
    (r"\prod_{i<j}(x_i-x_j), \bigcup_{n\in\mathbb{N}} A_n", r"∏_(i<j) (xᵢ − xⱼ), ⋃_(n∈ℕ) Aₙ"),
    (r"T(n) = 2T\left(\frac{n}{2}\right) + O(n)", r"T(n) = 2T(n/2) + O(n)"),
    (r"E[(\hat\theta-\theta)^2] = \operatorname{Var}(\hat\theta) + \operatorname{Bias}(\hat\theta)^2", r"E[(θ̂ − θ)²] = Var(θ̂) + Bias(θ̂)²"),
    (r"x^{2^{n}} + y_{i_j} + x_{i,j}", r"x^(2ⁿ) + y_(iⱼ) + x_(i,j)"),
    (r"\sqrt{1+\sqrt{1+\sqrt{x}}}", r"√(1 + √(1 + √x))"),
    (r"\foo", r"foo"),
    (r"a^", r"a"),
    (r"_b", r"_b"),
    (r"}{", r"}"),
    (r"\left(a", r"(a"),
    (r"a\right)", r"a)"),
    (r"\begin{foo}a&b\end{foo}", r"a b"),
    (r"\end{x}", r"\end{x}"),
    (r"\text{a", r"a"),
    (r"x & y \\ z", r"x y; z"),
    (r"50% of \$5", r"50% of $5"),
    (r"\unknown{abc}{def}", r"unknown abcdef"),
    (r"\sqrt[", r"√"),
    (r"\begin{cases} a", r"{a"),
    (r"\mathbb{ABC} \mathbf{12}", r"𝔸𝔹ℂ𝟏𝟐"),
    (r"a \over b", r"a/b"),
    (r"\label{eq} a=b", r"a = b"),
    (r"f''(x)", r"f″(x)"),
    (r"\bra{\psi}\ket{\phi}", r"⟨ψ||φ⟩"),
    (r"\tfrac{\pi}{2}", r"π/2"),
    (r"\mathrm{d}x", r"dx"),
    (r"\SI{5}{\meter}", r"5 meter"),
    (r"\verb|x|", r"verb |x|"),
    (r"日本語 x^2", r"日本語 x²"),
    (r"\text{速度} = v", r"速度 = v"),
    (r"\vec{F}=m\vec a", r"F⃗ = ma⃗"),
    (r"\mathbf{A}^{-1}\mathbf{b}", r"𝐀⁻¹𝐛"),
    (r"-1", r"−1"),
    (r"= 5", r"= 5"),
    (r"x^{-}", r"x⁻"),
    (r"A^+", r"A⁺"),
    (r"\sum\limits_{i} x", r"∑ᵢ x"),
    (r"\hat{xyz}+\widehat{ABCD}", r"x̂ŷẑ + hat(ABCD)"),
    (r"\dot{x}=\ddot y", r"ẋ = ÿ"),
    (r"a\!b", r"ab"),
    (r"\% \& \_ \# \{ \}", r"%&_#{}"),
    (r"x_\text{max} y", r"x_max y"),
    (r"\sin^2 x + \cos^2 x", r"sin² x + cos² x"),
    (r"\log_{10} x", r"log₁₀ x"),
    (r"\mathcal{O}(n^2)", r"𝒪(n²)"),
    (r"|\psi\rangle", r"|ψ⟩"),
    (r"n!", r"n!"),
    (r"\#S", r"#S"),
    (r"a \le b \leq c \neq d", r"a ≤ b ≤ c ≠ d"),
    (r"1 \;\text{km}", r"1 km"),
    (r"\left.\frac{df}{dx}\right|_{x=0}", r"df/dx|ₓ₌₀"),
    (r"\Big( x \Big)", r"(x)"),
    (r"\bigl[ a \bigr]", r"[a]"),
    (r"\operatorname{rank} A", r"rank A"),
    (r"x \in [0, 1)", r"x ∈ [0, 1)"),
    (r"\rm{abc}", r"abc"),
    (r"{\bf x}+y", r"𝐱 + y"),
    (r"\nabla^2 f", r"∇²f"),
    (r"\int\!\!\int f", r"∫ ∫ f"),
    (r"a\cdot b\times c", r"a·b × c"),
    (r"\therefore x", r"∴ x"),
    (r"\overline{abcd}", r"a̅b̅c̅d̅"),
    (r"x\tag*{(*)}", r"x (*)"),
    (r"\mathbb{1}_{x>0}", r"𝟙_(x>0)"),
    (r"\stackrel{?}{=}", r"=^?"),
    (r"\xrightarrow[\text{heat}]{\text{catalyst}}", r"→_heat^catalyst"),
    (r"\cancel{x}+\not\in", r"x̸+ ∉"),
    (r"\lVert x \rVert_2", r"‖x‖₂"),
    (r"x \mapsto x^2", r"x ↦ x²"),
    (r"\pm\sqrt{2}", r"±√2"),
    (r"\dots, x_n", r"…, xₙ"),
    (r"\underline{x}", r"x̲"),
    (r"\tilde{\mathcal{O}}", r"𝒪̃"),
    (r"2^{10}=1024", r"2¹⁰ = 1024"),
    (r"p<0.05", r"p < 0.05"),
    (r"R^2", r"R²"),
    (r"\mu m", r"μm"),
    (r"10^{-6}", r"10⁻⁶"),
    (r"\Theta(n\log n)", r"Θ(n log n)"),
]  # fmt: skip


DISPLAYS = {
    "a fraction": (
        r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
        r"""
|           ________
|     −b ± √b² − 4ac
|x = ────────────────
|           2a
""",
    ),
    "bounds": (
        r"\text{MSE} = \frac{1}{n}\sum_{i=1}^{n}(Y_i-\hat{Y}_i)^2",
        r"""
|       1   n
|MSE = ───  ∑  (Yᵢ − Ŷᵢ)²
|       n  i=1
""",
    ),
    "brackets grow": (
        r"\text{Attention}(Q,K,V)=\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
        r"""
|                            ⎛ QKᵀ ⎞
|Attention(Q, K, V) = softmax⎜─────⎟V
|                            ⎜  __ ⎟
|                            ⎝ √dₖ ⎠
""",
    ),
    "written brackets grow too": (
        r"T(n) = 2T(\frac{n}{2}) + O(n)",
        r"""
|         ⎛ n ⎞
|T(n) = 2T⎜───⎟ + O(n)
|         ⎝ 2 ⎠
""",
    ),
    "a matrix": (
        r"\begin{bmatrix} 1 & 2 & \cdots & n \\ \vdots & \vdots & \ddots & \vdots \\ a_{m1} & a_{m2} & \cdots & a_{mn} \end{bmatrix}",
        r"""
|⎡  1    2   ⋯   n  ⎤
|⎢  ⋮    ⋮   ⋱   ⋮  ⎥
|⎣ aₘ₁  aₘ₂  ⋯  aₘₙ ⎦
""",
    ),
    "cases": (
        r"f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
        r"""
|       ⎧ x²   if x ≥ 0
|f(x) = ⎨
|       ⎩ −x   otherwise
""",
    ),
    "aligned": (
        r"\begin{aligned} a &= b + c \\ &= d + \frac{e}{f} \end{aligned}",
        r"""
|a = b + c
|
|         e
|  = d + ───
|         f
""",
    ),
    "a limit": (
        r"\lim_{n\to\infty}\left(1+\frac{1}{n}\right)^n = e",
        r"""
|    ⎛     1 ⎞ⁿ
|lim ⎜1 + ───⎟  = e
|n→∞ ⎝     n ⎠
""",
    ),
    "an integral": (
        r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        r"""
| ∞  −x²       √π
|∫  e    dx = ────
| 0            2
""",
    ),
    "scripts without small characters": (
        r"\theta_{\text{new}} = \theta_{\text{current}} - \alpha\nabla J(\theta)",
        r"""
|θ    = θ        − α∇J(θ)
| new    current
""",
    ),
    "a brace": (
        r"\underbrace{1+2+\cdots+n}_{n \text{ terms}} = \frac{n(n+1)}{2}",
        r"""
|                n(n + 1)
|1 + 2 + ⋯ + n = ────────
|╰─────┬─────╯      2
|   n terms
""",
    ),
    "an arrow": (
        r"A \xrightarrow{f} B \xleftarrow[g]{} C",
        r"""
|   f
|A ──→ B ←── C
|         g
""",
    ),
    "a tall root": (
        r"\gamma = \frac{1}{\sqrt{1-\frac{v^2}{c^2}}}",
        r"""
|          1
|γ = ─────────────
|      ┌─────────
|      │     v²
|      │1 − ────
|     ╲│     c²
""",
    ),
    "a frame": (
        r"\boxed{E = mc^2}",
        r"""
|┌─────────┐
|│ E = mc² │
|└─────────┘
""",
    ),
    "a coefficient": (
        r"\binom{n}{k} = \frac{n!}{k!(n-k)!}",
        r"""
|⎛n⎞       n!
|⎜ ⎟ = ──────────
|⎝k⎠   k!(n − k)!
""",
    ),
    "determinant": (
        r"\det(A - \lambda I) = \begin{vmatrix} a-\lambda & b \\ c & d-\lambda \end{vmatrix} = 0",
        r"""
|det(A − λI) = │ a − λ    b   │ = 0
|              │   c    d − λ │
""",
    ),
    "lines below a sum": (
        r"\sum_{\substack{i<j \\ j<n}} a_{ij}",
        r"""
| ∑  aᵢⱼ
|i<j
|j<n
""",
    ),
    "a continued fraction": (
        r"\cfrac{1}{1+\cfrac{1}{1+\cfrac{1}{x}}}",
        r"""
|       1
|───────────────
|         1
| 1 + ─────────
|           1
|      1 + ───
|           x
""",
    ),
    "gathered": (
        r"\begin{gather} a = b \\ c = d + e + f \end{gather}",
        r"""
|    a = b
|c = d + e + f
""",
    ),
    "overline": (
        r"\overline{z_1 + z_2} = \bar z_1 + \bar z_2",
        r"""
|_______
|z₁ + z₂ = z̄₁ + z̄₂
""",
    ),
}


@pytest.mark.parametrize(("tex", "shown"), LINES)
def test_a_formula_on_one_line(tex: str, shown: str) -> None:
    assert inline(tex) == shown


@pytest.mark.parametrize("name", DISPLAYS)
def test_a_formula_on_several_lines(name: str) -> None:
    tex, drawn = DISPLAYS[name]

    shown = display(tex, 68)
    assert shown is not None
    assert [f"|{row}" for row in shown] == drawn.strip("\n").split("\n")


LONG = (
    r"R_{\mu\nu} - \tfrac12 Rg_{\mu\nu} + \Lambda g_{\mu\nu} = \frac{8\pi G}{c^4}T_{\mu\nu} + a + b"
)


def test_what_is_too_wide_is_broken_before_a_relation_and_stands_in() -> None:
    rows = display(LONG, 34)
    assert rows is not None
    assert all(len(row) <= 34 for row in rows)
    relation = next(row for row in rows if "=" in row)
    assert relation.startswith("    ")


def test_equations_are_cut_from_each_other_first() -> None:
    rows = display(r"m = \beta m + (1-\beta) g, \quad v = \beta v + (1-\beta) g", 30)
    assert rows == ("m = βm + (1 − β)g,", "    v = βv + (1 − β)g")


def test_what_cannot_be_cut_has_no_lines() -> None:
    assert display(r"\begin{pmatrix} " + "&".join("x" * 40) + r"\end{pmatrix}", 40) is None
    assert display("x" * 50, 40) is None


def test_a_formula_nested_too_deep_is_its_source() -> None:
    tex = r"\frac{1}{" * 300 + "x" + "}" * 300
    assert inline(tex) == tex
    assert display(tex, 80) is None


def test_a_text_that_is_no_formula_is_its_source() -> None:
    tex = "x + " * 3000
    assert inline(tex) == tex.strip()
    assert display(tex, 80) is None


def test_bounds_stand_beside_a_sum_within_a_fraction() -> None:
    rows = display(r"\frac{e^x}{\sum_{j=1}^{K} e^x}", 40)
    assert rows is not None
    assert rows[-1].strip() == "∑ⱼ₌₁ᴷ eˣ"
