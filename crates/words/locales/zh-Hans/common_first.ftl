# 每位评委在一轮中最先评审的共同项目。

common-first = 最先评审的共同项目数
common-first-help = 随机抽出这么多个项目，由每位评委按相同顺序最先评审，以便比较各位评委的打分尺度。填 0 表示不设。
common-badge = 共同项目
common-desk = 标有“共同项目”的项目由本轮每位评委评审，排在最前且顺序一致，用以了解各位评委的打分尺度；其余项目按您自己的顺序排列。
common-planned = { $count } 个项目将由所有可评审的评委评审。
refusal-common-first-large = 共同项目最多 { $most } 个。
