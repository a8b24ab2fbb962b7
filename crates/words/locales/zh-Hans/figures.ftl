# 统计：按两个维度交叉计数。

nav-figures = 统计
figure-title = 统计
figure-lead = 按两个维度交叉计数。请先说明统计的是什么：同一奖项，按收到的材料统计与按已发布的案例统计，结果并不相同。
figure-of = 统计对象
figure-of-received = 收到的申报
figure-of-eligible = 符合资格的项目
figure-of-shortlisted = 入围项目
figure-of-published = 已发布的案例
figure-means-received = 在本系统举办且结果已全部公布的各届中密封提交的申报材料，包括后来撤回的和不符合资格的。
figure-means-eligible = 在本系统举办且结果已全部公布的各届中，被认定符合资格的项目。
figure-means-shortlisted = 在本系统举办的各届中，已公布入围的项目。
figure-means-published = 案例库中的案例，每个案例不论有几种语言只计一次。
figure-rows = 行
figure-columns = 列
figure-editions = 仅限以下届次
figure-show = 显示
figure-heading = { $of }：{ $rows } × { $columns }
figure-total = 共 { $number } 个。
figure-counts-twice = 一个案例或项目有多个取值时在每个取值下各计一次，因此各行或各列之和大于总数。
figure-nothing = 这里还没有可统计的内容。
figure-all = 合计
figure-links = 点击数字即可打开相应案例。
figure-links-published = 点击数字可打开其中已发布的案例。按主题、目标和语言统计时，参评方未同意公开的项目计入“未注明”。
figure-described = 下方表格中有相同的数字。
figure-part = 图中每一维只画出前 24 个取值，表格中为全部。
figure-export = 导出表格
figure-export-xlsx = 工作簿（XLSX）
figure-export-csv = CSV

## 拒绝

refusal-figure-same-facet = 行和列请选择两个不同的维度。
refusal-figure-facet-unfit = 申报材料和项目不能按此维度统计。可选：国家、地区、届次、目标、主题、结果和语言。
