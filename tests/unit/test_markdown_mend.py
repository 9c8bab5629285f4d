"""What makes a text worth a look for the forms of other dialects."""

import pytest

from reader.markdown import mend


@pytest.mark.parametrize("form", [form for _, form in mend._OTHER_DIALECTS])
def test_the_first_look_passes_over_no_form_of_another_dialect(form: str) -> None:
    assert mend._has_other_forms(f"Of “prose” [and](links):{form}: and so on.")
    assert not mend._has_other_forms("Of “prose” [and](links): and so on.")
