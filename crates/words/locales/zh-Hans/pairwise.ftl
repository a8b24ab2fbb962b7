# 两两比较的轮次：每次比较两个项目。

refusal-round-not-pairwise = 本轮为评分，不作比较。
refusal-round-is-pairwise = 本轮两两比较项目，没有评分表。
refusal-comparison-invalid = 该比较无法保存。
refusal-pair-same = 请比较两个不同的项目。
refusal-comparisons-not-connected = 现有比较分为 { $groups } 组，组与组之间毫无联系，无法排出先后。请安排跨组比较。
refusal-method-does-not-fit = 两两比较的轮次由布拉德利–特里模型决定名次，其他轮次不用此方法。
refusal-cut-needs-scores = 两两比较的轮次没有分数，请按名额或比例划线。
refusal-ties-need-scores = 两两比较的轮次没有可用于区分并列的分项得分，请选择全部入围或交由人定夺。
refusal-threshold-needs-scores = 两两比较的轮次没有分数，此界限无从适用。

judge-kind-pairwise = 两两比较
judge-warning-comparisons-not-connected = 现有比较分为互不相连的几组。名次只在组内有效，也不划线：请把不同组的项目分给同一评委，安排跨组比较。
pairwise-method = 名次按布拉德利–特里模型的能力值排列：即一个项目胜过平均项目的胜算的对数。每个项目除实际比较外另计一次假想的平局，因此全胜或全负不会得到无限大的数值。能力值相同者名次相同。
