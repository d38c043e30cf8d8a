export const id = 490;
export const ids = [490];
export const modules = {

/***/ 1490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   doctorStep: () => (/* binding */ doctorStep)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3023);
/* harmony import */ var _doctor_doctor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7015);
/* harmony import */ var _doctor_told_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9758);
/* harmony import */ var _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1508);
/* harmony import */ var _launch_launch_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6299);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3021);
/* harmony import */ var _report_page_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(9147);
/* harmony import */ var _report_table_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8330);
/* harmony import */ var _run_stranger_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8675);
/* harmony import */ var _door_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5140);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3188);













/**
 * The step of a workflow in `mode: doctor`: the lines in log and job summary, and what is wrong as annotations. Sets the exit code: 1
 * if there is an error.
 */
async function doctorStep(source) {
    const sections = [];
    const say = (section) => {
        sections.push(section);
        _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.group(section.title, (0,_doctor_told_js__WEBPACK_IMPORTED_MODULE_4__/* .linesOf */ .Dx)(section));
    };
    try {
        const inputs = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source, _log_js__WEBPACK_IMPORTED_MODULE_11__/* .mask */ .dK);
        const address = source.get('vault-url') === '' ? undefined : (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readAddress */ .zq)(source);
        const story = async (given, ports) => {
            await (0,_run_stranger_js__WEBPACK_IMPORTED_MODULE_9__/* .refuseStranger */ .R)(given, ports);
            await (0,_doctor_doctor_js__WEBPACK_IMPORTED_MODULE_3__/* .examine */ .s)({ inputs: given, ports, address, say, looking: () => { } });
        };
        await (0,_launch_launch_js__WEBPACK_IMPORTED_MODULE_6__/* .launch */ .q)(story, inputs, (0,_door_js__WEBPACK_IMPORTED_MODULE_10__/* .doorOf */ .a)(process.env, () => { }));
    }
    catch (error) {
        say((0,_doctor_told_js__WEBPACK_IMPORTED_MODULE_4__/* .cutShort */ .VV)(error));
    }
    for (const { name, state, message, hint } of sections.flatMap(({ lines }) => lines)) {
        const text = [`${name}: ${message}`, ...(hint === undefined ? [] : [hint])].join('\n');
        if (state === 'error')
            _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.error(text);
        else if (state === 'warning')
            _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.warning(text);
    }
    const verdict = (0,_doctor_told_js__WEBPACK_IMPORTED_MODULE_4__/* .verdictOf */ .Vj)(sections);
    _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.info(`${verdict.mark} doctor: ${verdict.counts}`);
    if (verdict.errors > 0)
        process.exitCode = 1;
    try {
        const summary = process.env['GITHUB_STEP_SUMMARY'];
        if (summary)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(summary, pageOf(sections, verdict));
    }
    catch (error) {
        process.exitCode = 1;
        _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.error((0,_base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(error));
    }
    (0,_log_js__WEBPACK_IMPORTED_MODULE_11__/* .countUnannotated */ .LX)();
}
const PAGE = { bytes: 900 * 1024, rest: 'The log of the step has everything.' };
const LONGEST = 2_000;
function pageOf(sections, { counts }) {
    const text = (said = '') => (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_7__/* .prose */ .CS)((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .shortened */ .vI)((0,_log_js__WEBPACK_IMPORTED_MODULE_11__/* .hide */ .jD)(said), LONGEST));
    return (0,_report_page_js__WEBPACK_IMPORTED_MODULE_12__/* .cutTo */ .y)([
        (0,_report_page_js__WEBPACK_IMPORTED_MODULE_12__/* .whole */ .W)([`## Doctor: ${counts}`]),
        ...sections.flatMap(({ title, lines }) => (0,_report_table_js__WEBPACK_IMPORTED_MODULE_8__/* .table */ .t)((0,_log_js__WEBPACK_IMPORTED_MODULE_11__/* .hide */ .jD)(title), ['Check', 'State', 'What was seen', 'What to do'], lines.map(line => () => [line.name, line.state, text(line.message), text(line.hint)])))
    ], PAGE);
}


/***/ })

};
