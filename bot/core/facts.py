"""What is known of a person and an enterprise. Absent means not asked yet; never a default.

Keys (the form's 38 cells use the same keys where they mean the same; see policies_kb/fields.yml):

| key | value |
|---|---|
| place | gansu, anhui, guangdong, standard, or other |
| city | the place as said, e.g. 珠海市 |
| education | 小学 初中 高中 中专 技校 大专 本科 硕士 博士 其他 |
| quality_years | years of quality work, a number |
| title, title_level, title_field | words; 无 初级 中级 副高 正高; 质量 相关 无关 |
| vocational_level | level of a 质量专业技术人员职业资格: 无 初级 中级 高级 |
| training, continuing_education, certificate | True or False |
| technical_experience | True or False: has worked in 技术, 生产, 计量, 认证, 标准化 |
| disqualifiers | list of ids that apply; [] = says none applies |
| self_declared | True: says the subjective conditions are met |
| enterprise_size | 大型 中型 小型 微型 |
| industry, size_row | words; a row of 附件4 or 铁路运输业, 金融业, 教育, 卫生 |
| employees, revenue_wan_yuan, assets_wan_yuan | [low, high] in persons, 万元, 万元; low == high when exact |
| amount_wan_yuan | [low, high], an amount whose meaning was not said |
| state_owned, above_scale, producer | True or False |
| award | 中国质量奖 省政府质量奖 (提名 counted in both) 市州政府质量奖; 无 |
| scores | {"8.1.1": 60, …}, points by first- or second-level indicator |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Facts:
    """`known` by key; `declined` holds keys the person does not want to tell or does not know."""

    known: dict[str, Any] = field(default_factory=dict)
    declined: set[str] = field(default_factory=set)

    def get(self, key: str) -> Any:
        return self.known.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self.known

    def settled(self, key: str) -> bool:
        """Known, or not going to be: no use asking again."""
        return key in self.known or key in self.declined

    def learn(self, heard: Mapping[str, Any]) -> list[str]:
        """Take what was just said; returns the keys whose value changed."""
        heard = {key: self._merged(key, value) for key, value in heard.items()}
        changed = [key for key, value in heard.items() if self.known.get(key) != value]
        self.known.update(heard)
        self.declined -= set(heard)
        return changed

    def with_changes(self, changes: Mapping[str, Any]) -> Facts:
        """A copy with some facts changed, for a what-if."""
        merged = {key: self._merged(key, value) for key, value in changes.items()}
        return Facts({**self.known, **merged}, self.declined - set(changes))

    def _merged(self, key: str, value: Any) -> Any:
        """Scores come a few at a time: a mapping adds to the mapping known."""
        known = self.known.get(key)
        return {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value

    def as_dict(self) -> dict[str, Any]:
        return {"known": self.known, "declined": sorted(self.declined)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Facts:
        return cls(dict(stored.get("known", {})), set(stored.get("declined", ())))
