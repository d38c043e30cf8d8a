/** What pytest 9.2 prints, word for word, for tests in a project. */

/** Two tests fail, one of them in a function that it calls. */
export const TWO_FAILED = `============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0
rootdir: /usr/local/airflow
collected 3 items

tests/dags/test_x.py .FF                                                 [100%]

=================================== FAILURES ===================================
___________________________________ test_bad ___________________________________

    def test_bad():
>       helper(1)

tests/dags/test_x.py:6: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 

x = 1

    def helper(x):
>       assert x == 2, "two lines\\nof text"
E       AssertionError: two lines
E         of text
E       assert 1 == 2

tests/dags/test_x.py:3: AssertionError
________________________________ TestIt.test_in ________________________________

self = <test_x.TestIt object at 0x7f0bfeb7f490>

    def test_in(self):
>       assert {"a": 1} == {"a": 2}
E       AssertionError: assert {'a': 1} == {'a': 2}
E         
E         Differing items:
E         {'a': 1} != {'a': 2}
E         Use -v to get more diff

tests/dags/test_x.py:9: AssertionError
=========================== short test summary info ============================
FAILED tests/dags/test_x.py::test_bad - AssertionError: two lines
FAILED tests/dags/test_x.py::TestIt::test_in - AssertionError: assert {'a': 1...
========================= 2 failed, 1 passed in 0.15s ==========================
`

/** A file of tests cannot be imported. */
export const NOT_COLLECTED = `============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0
rootdir: /usr/local/airflow
collected 3 items / 1 error

==================================== ERRORS ====================================
____________________ ERROR collecting tests/test_broken.py _____________________
ImportError while importing test module '/usr/local/airflow/tests/test_broken.py'.
Hint: make sure your test modules/packages have valid Python names.
Traceback:
/usr/lib/python3.11/importlib/__init__.py:126: in import_module
    return _bootstrap._gcd_import(name[level:], package, level)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
tests/test_broken.py:1: in <module>
    import nothere
E   ModuleNotFoundError: No module named 'nothere'
=========================== short test summary info ============================
ERROR tests/test_broken.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.84s ===============================
`

/** The CLI's own test finds a DAG that cannot be imported, because of what it imports. */
export const BROKEN_DAG = `============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0
rootdir: /usr/local/airflow
collected 2 items

.astro/test_dag_integrity_default.py .F                                  [100%]

=================================== FAILURES ===================================
______________________ test_file_imports[dags/broken.py] _______________________

rel_path = 'dags/broken.py'

    @pytest.mark.parametrize("rel_path,rv", get_import_errors())
    def test_file_imports(rel_path, rv):
        """Test for import errors on a file"""
        if rel_path and rv:
>           raise Exception(f"{rel_path} failed to import with message \\n {rv}")
E           Exception: dags/broken.py failed to import with message 
E            Traceback (most recent call last):
E             File "<frozen importlib._bootstrap>", line 241, in _call_with_frames_removed
E             File "/usr/local/airflow/dags/broken.py", line 3, in <module>
E               from include.x import y
E             File "/usr/local/airflow/include/x.py", line 7, in <module>
E           ModuleNotFoundError: No module named 'nothere'

.astro/test_dag_integrity_default.py:13: Exception
=========================== short test summary info ============================
FAILED .astro/test_dag_integrity_default.py::test_file_imports[dags/broken.py]
========================= 1 failed, 1 passed in 0.11s ==========================
`
