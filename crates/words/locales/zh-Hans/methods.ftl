# 用各种方法计算同一轮。

methods = 各种方法对照
methods-intro = 同一批评分表，用我们掌握的各种方法各算一遍。这里不作任何决定：划线仍按本轮在第一份评分表之前就定下的方法。各列一致的结论与方法无关；有出入的值得讨论。
methods-nothing = 还没有提交的评分表。
methods-verdict = 各种方法都在线上的：{ $agreed } 个；有的方法在线上、有的在线下的：{ $disputed } 个。
methods-agreed = 各法均在线上
methods-disputed = 因方法而异
methods-missing = 数据太少，尚无法计算：{ $methods }。
methods-unsettled = 拉什模型的估计尚未收敛，仅供参考。
methods-mean = 原始均分
methods-adjusted = 调整分
methods-random = 调整分（评委随机）
methods-rasch = 拉什
methods-help = 每格为名次，括号内为所依据的数值及其标准误。原始均分：各评分表加权均分的平均。调整分：除去评委宽严，对评委不作任何假定。评委随机：同样调整，但把评委看作从众多评委中抽出，因而评分少的评委被看得更接近他人。拉什：把分数看作宽度可不等的台阶，以 logit 为单位，把项目、评委、标准放在同一把尺上；各标准等量计算。各标准一列只用该标准的分数调整。
methods-judges-help = 正数偏严，负数偏宽：调整分以分为单位，拉什以 logit 为单位。Infit 与 outfit 把评委的分数同拉什模型的预期相比：约为 1 属正常，高于 1.5 噪声大，低于 0.5 过于均匀而难分高下。Outfit 反映个别意外的分数，infit 反映其余。
methods-infit = Infit
methods-outfit = Outfit
methods-criteria = 评分标准
methods-criterion = 标准
methods-difficulty = 难度（logit）
methods-agreement = 评委有多一致
methods-figure = 指标
methods-value = 数值
methods-meaning = 含义
methods-icc-single = ICC（单份评分表）
methods-icc-single-help = 一位评委的分数在多大程度上预示其他评委会给的分数：1 为完全。评委宽严计为不一致。
methods-icc-mean = ICC（均分）
methods-icc-mean-help = 同上，就一个项目各评分表的均分而言。
methods-alpha = 克里彭多夫 α
methods-alpha-help = 评分表均分超出偶然的一致程度，不论谁评了哪个项目。
methods-concordance = 肯德尔 W
methods-concordance-help = 评委是否把项目排成相同的次序；仅在所有评委评了所有项目时才有。
methods-found-adjusted = 概化系数（调整分）
methods-found-adjusted-help = 调整分之间的差别换一批评委后还会有多少。
methods-found-raw = 概化系数（原始均分）
methods-found-raw-help = 同上，就原始均分而言，此时评委宽严会干扰比较。
methods-hidden = { $count ->
   *[other] 按本轮方法排名靠后的另外 { $count } 个项目未在此列出。
}
