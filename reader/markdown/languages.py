"""What the info string of a fence says: the language of the code, by a name for people, and a title."""

from __future__ import annotations

from reader.characters import one_line
from reader.patterns import pattern

_NAMES = """
asm=Assembly astro=Astro awk=AWK bash=Shell bat=Batch c=C c#=C# c++=C++ caddy=Caddyfile clj=Clojure
clojure=Clojure cmake=CMake cmd=Batch coffee=CoffeeScript console=Console cpp=C++ cs=C# csharp=C#
css=CSS csv=CSV cxx=C++ d=D dart=Dart diff=Diff docker=Dockerfile dockerfile=Dockerfile ejs=EJS
elixir=Elixir elm=Elm erb=ERB erl=Erlang erlang=Erlang ex=Elixir exs=Elixir f90=Fortran fish=Fish
fortran=Fortran fs=F# fsharp=F# gherkin=Gherkin glsl=GLSL go=Go golang=Go gql=GraphQL
gradle=Gradle graphql=GraphQL groovy=Groovy h=C haskell=Haskell hcl=HCL hs=Haskell htm=HTML
html=HTML http=HTTP ini=INI ipynb=Notebook java=Java javascript=JavaScript jinja=Jinja
jl=Julia js=JavaScript json=JSON json5=JSON5 jsonc=JSON jsonl=JSON jsx=JSX julia=Julia
kotlin=Kotlin kt=Kotlin kts=Kotlin latex=LaTeX less=Less lisp=Lisp lua=Lua make=Makefile
makefile=Makefile markdown=Markdown matlab=MATLAB md=Markdown mdx=MDX mjs=JavaScript
mysql=MySQL nasm=Assembly nginx=nginx nim=Nim nix=Nix objc=Objective-C objectivec=Objective-C
ocaml=OCaml pascal=Pascal perl=Perl pgsql=PostgreSQL php=PHP pl=Perl plsql=PL/SQL
postgresql=PostgreSQL powershell=PowerShell prisma=Prisma prolog=Prolog properties=Properties
proto=Protobuf protobuf=Protobuf ps1=PowerShell pwsh=PowerShell py=Python py3=Python
pycon=Python pytb=Traceback python=Python python3=Python r=R rb=Ruby regex=Regex rs=Rust
rst=reStructuredText ruby=Ruby rust=Rust sass=Sass scala=Scala scheme=Scheme scss=SCSS sh=Shell
shell=Shell sol=Solidity solidity=Solidity sparql=SPARQL sql=SQL svelte=Svelte svg=SVG swift=Swift
tcl=Tcl terraform=Terraform tex=TeX tf=Terraform toml=TOML ts=TypeScript tsx=TSX turtle=Turtle
twig=Twig typescript=TypeScript typst=Typst v=V vb=Visual_Basic vba=VBA verilog=Verilog vhdl=VHDL
vim=Vim vue=Vue wasm=WebAssembly wat=WebAssembly xml=XML xquery=XQuery yaml=YAML yml=YAML zig=Zig
zsh=Shell
blockdiag=blockdiag_diagram bpmn=BPMN_diagram bytefield=Byte_field d2=D2_diagram dbml=DBML_diagram
ditaa=Ditaa_diagram dot=Graphviz_diagram erd=Entity_diagram excalidraw=Excalidraw_drawing
flowchart=Flowchart geojson=Map graphviz=Graphviz_diagram mermaid=Mermaid_diagram
nomnoml=Nomnoml_diagram pikchr=Pikchr_diagram plantuml=PlantUML_diagram puml=PlantUML_diagram
seqdiag=Sequence_diagram sequence=Sequence_diagram stl=3D_model structurizr=Structurizr_diagram
svgbob=Svgbob_diagram topojson=Map uml=UML_diagram vega=Vega_chart vega-lite=Vega_chart
vegalite=Vega_chart wavedrom=WaveDrom_diagram
"""
_UNNAMED = frozenset(("text", "txt", "plain", "plaintext", "none", "raw", "nohighlight"))
_TITLE = pattern(
    r"""(?:^|[\s{,])(?:title|filename|file|caption|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))"""
)
_SIGNS = str.maketrans("{},", "   ")
_names: dict[str, str] = {}


def name_of(language: str) -> str:
    """What people call a language or a kind of diagram; as the author wrote it where unknown.

    Empty where the author says that it is none.
    """
    if not _names:
        pairs = (each.split("=") for each in _NAMES.split())
        _names.update((key, name.replace("_", " ")) for key, name in pairs)
        _names.update(dict.fromkeys(_UNNAMED, ""))
    return _names.get(language.lower(), language)


def language_of(info: str) -> str:
    """The language that an info string names, clean, as the author writes it; often empty."""
    for word in _TITLE.sub(" ", one_line(info)).translate(_SIGNS).split():
        if "=" in word or word[0] in "#[(0123456789" or word == "-":
            continue  # attributes, lines to be marked
        word = word.removeprefix(".").removeprefix("language-").removeprefix("lang-")
        language, colon, name = word.partition(":")
        return language if colon and _is_file(name) else word
    return ""


def title_of(info: str) -> str:
    """The title that an info string gives its code, a file's name most often; clean, often empty."""
    info = one_line(info)
    found = _TITLE.search(info)
    if found:
        return one_line(found[1] or found[2] or found[3] or "")
    first = info.split(" ")[0].strip("{}")
    name = first.partition(":")[2]
    return name if _is_file(name) else ""


def _is_file(name: str) -> bool:
    return "." in name[1:] or "/" in name
